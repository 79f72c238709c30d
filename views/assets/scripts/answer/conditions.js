/** Shows and hides questions and choices as the server will: the same expressions, the same code. */
import { BudgetError, isTrue } from '../../expressions/evaluate.ts';
import { parseExpression } from '../../expressions/grammar.ts';
import { treeOf } from '../../expressions/tree.ts';

export function followConditions(form) {
  const elsewhere = JSON.parse(form.dataset.elsewhere || '{}');
  const moment = JSON.parse(form.dataset.moment || 'null') ?? undefined;
  if (!form.querySelector('[data-condition], [data-filter]')) return;
  // Turns come and go: the page is read again each time.
  const follow = () => settle(describeAll(form), elsewhere, moment);
  form.addEventListener('input', follow);
  form.addEventListener('change', follow);
  follow();
}

const describeAll = (form) => [...form.querySelectorAll('[data-question]')].map(describe);

function describe(element) {
  const { question, own, condition, filter } = element.dataset;
  return {
    id: question,
    own,
    element,
    turn: own && element.closest('.turn'),
    condition: condition && parsed(condition),
    filter: filter && parsed(filter),
  };
}

const known = new Map();

function parsed(source) {
  if (!known.has(source)) known.set(source, parseExpression(source));
  return known.get(source);
}

/** An answer may bring up a question whose answer hides another: as often as there are questions, no more. */
function settle(questions, elsewhere, moment) {
  for (let round = 0; round <= questions.length; round += 1) {
    if (!followOnce(questions, elsewhere, moment)) return;
  }
}

function followOnce(questions, elsewhere, moment) {
  const root = treeOf('answers', { ...elsewhere, ...dataOfPage(questions) });
  const outer = (name) => found(root.children, name) ?? found(turnsIn(root), name);
  const turns = turnNodes(questions, root);
  const changes = questions.map(({ id, own, turn, element, condition, filter }) => {
    // What the page gives no expression for stays as the server showed it.
    if (!condition && !filter) return false;
    const around = turns.get(turn);
    const inner = (name) => around?.children.find((node) => node.name === name);
    const lookUp = (name) => inner(name) ?? outer(name);
    const isOffered = !filter || followFilter(element, filter, { lookUp, moment });
    const node = (turn ? inner(own) : outer(id)?.[0]) ?? around ?? root;
    const isMet = holds(condition, { node, lookUp, moment });
    return show(element, isMet && isOffered);
  });
  return changes.some(Boolean);
}

function found(nodes, name) {
  const all = nodes.filter((node) => node.name === name);
  return all.length > 0 ? all : undefined;
}

const turnsIn = (root) => root.children.flatMap(({ children }) => children);

/** Each turn of the page → its node: in the tree once somebody began it, beside the tree before. */
function turnNodes(questions, root) {
  const nodes = new Map();
  const met = new Map();
  for (const turn of new Set(questions.flatMap((each) => each.turn || []))) {
    const repeat = repeatOf(turn);
    const data = dataOfTurn(questions, turn);
    const begun = root.children.filter(({ name }) => name === repeat);
    const at = met.get(repeat) ?? 0;
    const isBegun = isFilled(data);
    nodes.set(turn, isBegun ? begun[at] : treeOf(repeat, data, root));
    if (isBegun) met.set(repeat, at + 1);
  }
  return nodes;
}

const repeatOf = (turn) => turn.parentElement.closest('[data-question]').dataset.question;

function dataOfTurn(questions, turn) {
  const own = questions.filter((each) => each.turn === turn);
  return Object.fromEntries(own.map((each) => [each.own, dataOf(each.id, each.element)]));
}

const isFilled = (data) =>
  typeof data === 'string' ? data !== '' : Object.values(data).some(isFilled);

function holds(expression, scope) {
  if (!expression) return true;
  try {
    return isTrue(expression, scope);
  } catch (error) {
    if (error instanceof BudgetError) return true;
    throw error;
  }
}

/** @returns whether anything is left to choose. */
function followFilter(element, filter, scope) {
  const options = [...element.querySelectorAll('[data-option]')];
  const kept = options.filter((option) => {
    const { option: name, label, values } = option.dataset;
    const node = treeOf('choice', { ...JSON.parse(values ?? '{}'), name, label });
    const isKept = holds(filter, { ...scope, node });
    show(option, isKept);
    return isKept;
  });
  return kept.length > 0;
}

/** What is hidden is disabled too: neither sent nor counted. @returns whether something changed. */
function show(element, isShown) {
  if (element.hidden === !isShown) return false;
  element.hidden = !isShown;
  if ('disabled' in element) element.disabled = !isShown;
  else for (const control of element.querySelectorAll('input, select')) control.disabled = !isShown;
  return true;
}

function dataOfPage(questions) {
  const outer = questions.filter(({ turn }) => !turn);
  return Object.fromEntries(
    outer.map(({ id, element }) => {
      const turns = [...element.querySelectorAll('.turn')];
      if (turns.length === 0 || element.hidden) return [id, dataOf(id, element)];
      return [id, turns.map((turn) => dataOfTurn(questions, turn)).filter(isFilled)];
    }),
  );
}

/** The answer of a question as expressions see it, read from its controls. */
function dataOf(id, element) {
  const isParts = element.querySelector('[data-parts]') !== null;
  const isOrder = element.querySelector('[data-order]') !== null;
  if (element.hidden) return isParts ? {} : '';
  const controls = [...element.querySelectorAll('input, select, textarea')].filter(isCounted);
  if (isOrder) return orderOf(id, controls);
  if (isParts) return partsOf(id, controls);
  const values = controls.filter(({ name }) => name === id).map(typedIn);
  return values.filter((value) => value !== '').join(' ');
}

function isCounted(control) {
  if (control.disabled || control.closest('[hidden]')) return false;
  return !['radio', 'checkbox'].includes(control.type) || control.checked;
}

function typedIn(control) {
  if (!('number' in control.dataset)) return control.value;
  return control.value.replace(/\s/gu, '').replace('−', '-').replace(',', '.');
}

function orderOf(id, controls) {
  const ranked = controls.filter(({ value }) => value !== '');
  ranked.sort((a, b) => Number(a.value) - Number(b.value));
  return ranked.map(({ name }) => name.slice(id.length + 1)).join(' ');
}

function partsOf(id, controls) {
  const data = {};
  for (const control of controls) {
    const path = control.name.slice(id.length + 1).split('.');
    const last = path.pop();
    let part = data;
    for (const name of path) {
      part[name] ??= {};
      part = part[name];
    }
    part[last] = control.value;
  }
  return data;
}
