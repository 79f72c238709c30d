import type { QuestionnaireInput } from '../definition.ts';
import { type Expression, eachNode, parseExpression } from '../expressions/grammar.ts';
import { normaliseExpression } from '../expressions/normalise.ts';
import { ExpressionError } from '../expressions/tokens.ts';
import { identifier } from '../text.ts';
import { stemOf } from './attachments.ts';
import type { ChoiceList } from './choices.ts';
import type { Context } from './context.ts';
import { type FormPath, resolvePaths } from './paths.ts';
import { slugOf } from './read.ts';
import type { Place } from './sheets.ts';
import type { Row, Table } from './table.ts';
import { type PlainType, type RowType, readType } from './types.ts';

type SectionInput = QuestionnaireInput['sections'][number];
type QuestionInput = SectionInput['questions'][number];
type Lists = NonNullable<QuestionnaireInput['lists']>;
type GroupInput = NonNullable<SectionInput['groups']>[number];

/** A row of the form, with those that stand in it where it is a group. */
type Item = {
  readonly row: Row;
  readonly type: RowType;
  readonly name: string;
  readonly children: Item[];
  /** Given once all names are known. */
  id: string;
  path: FormPath;
};

/** The questions of a form as pages: each group that stands at the top is one, and what stands between them. */
export function buildSections(
  table: Table,
  context: Context,
  title: string,
): { sections: SectionInput[]; lists: Lists } {
  const roots = pruned(unrolled(nest(table, context), context), context);
  const all = flat(roots);
  nameAll(roots, [], context);
  const names = namesOf(all, context);
  const absent = new Set<string>();
  for (const { row, type } of all) {
    if (type.kind !== 'external') continue;
    if (!context.choices.file(type.file, row.cell('parameters'))) absent.add(stemOf(type.file));
  }
  const builder: Builder = {
    context,
    names,
    kept: new Map(),
    renames: renamesOf(all, context),
    lists: new Map(),
    absent,
  };
  const sections = pages(roots).map((page, index) =>
    sectionOf(page, index + 1, builder, title, all),
  );
  for (const [column, { count, row }] of builder.kept) {
    context.report({ ...row.place(), cell: row.place(column).cell }, 'warning', 'column-kept', {
      column,
      count,
    });
  }
  for (const [at, texts] of context.translations) {
    const said = [...texts].map(([code, text]) => [code, renamed(text, builder.renames)] as const);
    if (builder.renames.size > 0) context.translations.set(at, new Map(said));
  }
  return { sections, lists: listsRead(builder.lists, sections) };
}

/** What expressions read and no question offers: a question holds its own. */
function listsRead(lists: Builder['lists'], sections: readonly SectionInput[]): Lists {
  const offered = new Set(sections.flatMap(({ questions }) => questions.flatMap(listNamesIn)));
  const kept = [...lists].filter(([name]) => !offered.has(name));
  return Object.fromEntries(kept.map(([name, rows]) => [name, [...rows]]));
}

function listNamesIn(question: QuestionInput): string[] {
  if (question.type === 'repeat') return question.questions.flatMap(listNamesIn);
  return 'choices' in question ? [question.list ?? question.id] : [];
}

type Choice = Omit<ChoiceList['choices'][number], 'texts' | 'place'>;

type Kept = { count: number; readonly row: Row };

type Builder = {
  readonly context: Context;
  /** Path in the form → id. */
  readonly names: ReadonlyMap<string, string>;
  /** Columns that nothing reads, with how many cells they fill. */
  readonly kept: Map<string, Kept>;
  /** Name in the form → id, where they differ. */
  readonly renames: ReadonlyMap<string, string>;
  /** Files that questions take their choices from, and that are not there: told once, with the question. */
  readonly absent: ReadonlySet<string>;
  /** Lists that expressions read. */
  readonly lists: Map<string, readonly Lists[string][number][]>;
};

/** A group that asks nothing is no page. */
function pruned(items: readonly Item[], context: Context): Item[] {
  return items.flatMap((item) => {
    const children = pruned(item.children, context);
    if (!isHolder(item) || children.length > 0) return [{ ...item, children }];
    const { name } = item;
    context.report(item.row.place('name'), 'warning', 'empty-group', { name });
    return [];
  });
}

/** Rows in the groups that hold them. */
function nest(table: Table, context: Context): Item[] {
  const roots: Item[] = [];
  const open: Item[] = [];
  for (const row of table.rows) {
    const typed = row.cell('type');
    if (typed === '') {
      if (row.cell('name') !== '') context.report(row.place('name'), 'error', 'row-without-type');
      continue;
    }
    if (/^(?:yes|true|1)$/i.test(row.cell('disabled'))) continue;
    const type = readType(typed);
    if (type.kind === 'setting') continue;
    if (type.kind === 'end') {
      if (open.pop() === undefined) context.report(row.place('type'), 'error', 'group-not-open');
      continue;
    }
    const item: Item = { row, type, name: row.cell('name'), children: [], id: '', path: [] };
    (open.at(-1)?.children ?? roots).push(item);
    if (isHolder(item)) open.push(item);
  }
  for (const { row, name } of open)
    context.report(row.place('type'), 'error', 'group-not-closed', { name });
  return roots;
}

/** What a loop says once, written out: a group for each choice of its list, with that choice in its words. */
function unrolled(items: readonly Item[], context: Context): Item[] {
  return items.map((item) => {
    const children = unrolled(item.children, context);
    const { row, type } = item;
    if (type.kind !== 'loop') return { ...item, children };
    const list = context.choices.list(type.list);
    if (!list) context.report(row.place('type'), 'error', 'unknown-list', { list: type.list });
    const turns = (list?.choices ?? []).map((choice) => turnOf(item, children, choice));
    return { ...item, type: { kind: 'group' as const }, children: turns };
  });
}

function turnOf(
  loop: Item,
  children: readonly Item[],
  choice: ChoiceList['choices'][number],
): Item {
  const labels = choice.texts.size > 0 ? choice.texts : new Map([['', choice.label]]);
  const row: Row = {
    ...loop.row,
    cell: (column) => (column === 'name' ? choice.id : ''),
    texts: (column) => (column === 'label' ? labels : new Map()),
    extra: () => ({}),
  };
  const say = (text: string, code: string) =>
    text
      .replaceAll('%(name)s', choice.id)
      .replaceAll('%(label)s', labels.get(code) ?? choice.label);
  const own = children.map((child) => reworded(child, say));
  return { ...loop, type: { kind: 'group' }, row, name: choice.id, children: own };
}

function reworded(item: Item, say: (text: string, code: string) => string): Item {
  const { row } = item;
  const texts = (column: string) =>
    new Map([...row.texts(column)].map(([code, text]) => [code, say(text, code)]));
  const cell = (column: string) => say(row.cell(column), '');
  const children = item.children.map((child) => reworded(child, say));
  return { ...item, name: say(item.name, ''), row: { ...row, cell, texts }, children };
}

function isHolder({ type }: Item): boolean {
  return type.kind === 'group' || type.kind === 'repeat' || type.kind === 'loop';
}

function flat(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...flat(item.children)]);
}

/** Gives each row its id: its own name, unless that can't be cited or another bears it already. */
function nameAll(roots: readonly Item[], parent: FormPath, context: Context): void {
  const questions = new Map<string, Item>();
  const groups = new Map<string, Item>();
  const visit = (items: readonly Item[], path: FormPath) => {
    const siblings = new Map<string, Item>();
    for (const item of items) {
      const name = item.name === '' ? generated(item, context) : item.name;
      const taken = isGroup(item) ? groups : questions;
      item.path = [...path, name];
      item.id = freeId(item, name, taken, siblings, context);
      taken.set(item.id, item);
      siblings.set(name, item);
      if (!isGroup(item) || !context.rows.has(item.id)) context.rows.set(item.id, item.row);
      if (!isOurs(item)) visit(item.children, item.path);
    }
  };
  visit(roots, parent);
}

/** A group of the form; not the rows that other tools read in place of a question of ours. */
function isGroup(item: Item): boolean {
  return item.type.kind === 'group' && !isOurs(item);
}

function isOurs({ row, type }: Item): boolean {
  return type.kind === 'group' && /"type"\s*:/.test(row.cell('constat'));
}

function generated({ row, type }: Item, context: Context): string {
  if (type.kind === 'group' || type.kind === 'repeat') {
    context.report(row.place('name'), 'warning', 'group-named', { name: `group-${row.row}` });
    return `group-${row.row}`;
  }
  if (type.kind === 'plain' && type.type === 'note') {
    context.report(row.place('name'), 'warning', 'note-named', { name: `note-${row.row}` });
    return `note-${row.row}`;
  }
  context.report(row.place('name'), 'error', 'no-name');
  return `row-${row.row}`;
}

function freeId(
  item: Item,
  name: string,
  taken: ReadonlyMap<string, Item>,
  siblings: ReadonlyMap<string, Item>,
  context: Context,
): string {
  const { row } = item;
  const plain = identifier.safeParse(name).success ? name : slugOf(name) || `row-${row.row}`;
  if (plain !== name)
    context.report(row.place('name'), 'warning', 'name-changed', { name, id: plain });
  if (!taken.has(plain)) return plain;
  const free = freeName(plain, taken);
  if (siblings.has(name))
    context.report(row.place('name'), 'error', 'name-twice', { detail: name });
  else context.report(row.place('name'), 'warning', 'name-elsewhere', { name, id: free });
  context.ambiguous.add(name);
  return free;
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let number = 2;
  while (taken.has(`${name.slice(0, 58)}-${number}`)) number += 1;
  return `${name.slice(0, 58)}-${number}`;
}

/** Where each question stands, for paths through the form to find it. */
function namesOf(all: readonly Item[], _context: Context): ReadonlyMap<string, string> {
  const cited = all.filter((item) => item.id !== '' && !isGroup(item));
  return new Map(cited.map(({ path, id }) => [path.join('/'), id]));
}

/** A name that only one question bears, under an id of ours, is cited by that id. */
function renamesOf(all: readonly Item[], { ambiguous }: Context): ReadonlyMap<string, string> {
  const renamed = all.filter(({ name, id }) => id !== '' && name !== id && name !== '');
  return new Map(
    renamed.filter(({ name }) => !ambiguous.has(name)).map(({ name, id }) => [name, id]),
  );
}

type Page = { readonly group?: Item; readonly items: readonly Item[] };

function pages(roots: readonly Item[]): Page[] {
  const found: { group?: Item; items: Item[] }[] = [];
  for (const item of roots) {
    const isPage = item.type.kind === 'group';
    const last = found.at(-1);
    if (isPage) found.push({ group: item, items: item.children });
    else if (last && !last.group) last.items.push(item);
    else found.push({ items: [item] });
  }
  return found;
}

function freePage(number: number, all: readonly Item[]): string {
  const id = `page-${number}`;
  return all.some((each) => each.id === id) ? `${id}-loose` : id;
}

function sectionOf(
  { group, items }: Page,
  number: number,
  builder: Builder,
  title: string,
  all: readonly Item[],
): SectionInput {
  const groups: GroupInput[] = [];
  const questions = items.flatMap((item) => questionsIn(item, undefined, groups, builder));
  if (!group) {
    const id = freePage(number, all);
    return {
      id,
      title,
      loose: true,
      ...(groups.length > 0 && { groups }),
      questions,
    };
  }
  const { label, ...rest } = groupOf(group, undefined, builder, `${group.id}:title`);
  const { sourceName, ...own } = rest;
  const extra = { ...own.extra, ...(sourceName !== undefined && { name: sourceName }) };
  const json = jsonOf(group, builder);
  return {
    ...json,
    ...own,
    ...(Object.keys(extra).length > 0 && { extra }),
    title: label ?? group.id,
    ...(groups.length > 0 && { groups }),
    questions,
  };
}

function jsonOf({ row }: Item, { context }: Builder): Record<string, unknown> {
  const text = row.cell('constat');
  return text === '' ? {} : (context.json(text, row.place('constat')) ?? {});
}

const GROUP_COLUMNS = new Set([
  'type',
  'name',
  'label',
  'relevant',
  'constat',
  'disabled',
  'repeat_count',
]);

function groupOf(item: Item, holder: string | undefined, builder: Builder, at: string): GroupInput {
  const { row, id, name } = item;
  const label = textAt(item, 'label', at, builder);
  const condition = expressionIn(item, 'relevant', builder);
  const extra = keep(row, GROUP_COLUMNS, builder);
  return {
    id,
    ...(label !== undefined && { label }),
    ...(condition !== undefined && { condition }),
    ...(holder !== undefined && { group: holder }),
    ...(isRenamed(item, builder) && { sourceName: name }),
    ...(extra && { extra }),
  };
}

/** Kept where the export can give it back: a name that several bear is changed for good. */
function isRenamed({ id, name }: Item, { context }: Builder): boolean {
  return name !== id && name !== '' && !context.ambiguous.has(name);
}

/** The questions of a row, and the groups that it opens; a repeated group is one question. */
function questionsIn(
  item: Item,
  group: string | undefined,
  groups: GroupInput[],
  builder: Builder,
): QuestionInput[] {
  const { context } = builder;
  if (item.type.kind === 'repeat') return repeatIn(item, group, builder);
  if (item.type.kind === 'group') {
    const json = jsonOf(item, builder);
    if (typeof json.type === 'string') {
      // What stands in it is for other tools.
      for (const { type } of flat(item.children)) {
        if (type.kind === 'select') context.choices.list(type.list);
      }
      return [withDefault(ownQuestion(item, group, json, builder), item, builder)];
    }
    groups.push(groupOf(item, group, builder, `group/${item.id}:label`));
    const questions = item.children.flatMap((each) => questionsIn(each, item.id, groups, builder));
    return questions;
  }
  const question = questionIn(item, group, builder);
  return question ? [question] : [];
}

function repeatIn(item: Item, group: string | undefined, builder: Builder): QuestionInput[] {
  const { context } = builder;
  const groups: GroupInput[] = [];
  const nested = flat(item.children).filter(({ type }) => type.kind === 'repeat');
  for (const { row, name } of nested)
    context.report(row.place('type'), 'error', 'nested-repeat', { name });
  const questions = item.children
    .flatMap((each) => questionsIn(each, undefined, groups, builder))
    .flatMap((each) => (each.type === 'repeat' ? each.questions : [each]));
  const count = expressionIn(item, 'repeat_count', builder);
  const { label, ...own } = groupOf(item, group, builder, `${item.id}:label`);
  return [
    {
      ...own,
      ...jsonOf(item, builder),
      type: 'repeat',
      label: label ?? item.id,
      ...(count !== undefined && { count }),
      ...(groups.length > 0 && { groups }),
      questions,
    },
  ];
}

/** A question whose type is ours, written in the column that other tools pass over. */
function ownQuestion(
  item: Item,
  group: string | undefined,
  json: Record<string, unknown>,
  builder: Builder,
): QuestionInput {
  const base = baseOf(item, group, builder, false);
  const items = item.type.kind === 'select' ? choicesOf(item, item.type, builder) : undefined;
  const own = items
    ? {
        items: items.choices.map(({ id, label }) => ({ id, label })),
        ...(items.list && { list: items.list }),
      }
    : {};
  // Checked by the schema of the questionnaire, as everything that is built here.
  return { ...base, ...own, ...json } as unknown as QuestionInput;
}

const COLUMNS = new Set([
  ...['type', 'name', 'label', 'hint', 'required', 'required_message', 'relevant', 'constraint'],
  ...['constraint_message', 'calculation', 'default', 'choice_filter', 'constat', 'disabled'],
]);

type Base = Pick<QuestionInput, 'id' | 'label'> & Record<string, unknown>;

function baseOf(item: Item, group: string | undefined, builder: Builder, isKept = true): Base {
  const { row, id, name } = item;
  const label = textAt(item, 'label', `${id}:label`, builder);
  const hint = textAt(item, 'hint', `${id}:hint`, builder);
  const requiredMessage = textAt(item, 'required_message', `${id}:requiredMessage`, builder);
  const constraintMessage = textAt(item, 'constraint_message', `${id}:constraintMessage`, builder);
  const condition = expressionIn(item, 'relevant', builder);
  const constraint = expressionIn(item, 'constraint', builder);
  const extra = isKept ? keep(row, COLUMNS, builder) : undefined;
  return {
    id,
    label: label ?? id,
    ...(hint !== undefined && { hint }),
    ...requirementOf(item, builder),
    ...(requiredMessage !== undefined && { requiredMessage }),
    ...(condition !== undefined && { condition }),
    ...(constraint !== undefined && { constraint }),
    ...(constraintMessage !== undefined && { constraintMessage }),
    ...(group !== undefined && { group }),
    ...(isRenamed(item, builder) && { sourceName: name }),
    ...(extra && { extra }),
  };
}

function requirementOf(item: Item, builder: Builder): Record<string, unknown> {
  const typed = item.row.cell('required');
  if (typed === '' || /^(?:no|false|false\(\)|0|non)$/i.test(typed)) return {};
  if (/^(?:yes|true|true\(\)|1|oui)$/i.test(typed)) return { required: true };
  return { requiredIf: expressionIn(item, 'required', builder) };
}

function defaultOf(
  item: Item,
  builder: Builder,
): { default?: string; extra?: Record<string, string> } {
  const typed = item.row.cell('default');
  if (typed === '') return {};
  if (/\$\{\s*last-saved#/.test(typed)) {
    builder.context.report(item.row.place('default'), 'warning', 'last-saved');
    return { extra: { default: typed } };
  }
  return {
    default: /[(${]/.test(typed) ? (expressionIn(item, 'default', builder) ?? typed) : typed,
  };
}

/** The words of a cell in our own language, with the names that they cite under our ids. */
function textAt(
  { row }: Item,
  column: string,
  at: string,
  { context, renames }: Builder,
): string | undefined {
  const text = context.text(row, column, at);
  return text === undefined ? undefined : renamed(text, renames);
}

function renamed(source: string, renames: ReadonlyMap<string, string>): string {
  if (renames.size === 0) return source;
  return source.replace(/\$\{\s*([^{}]+?)\s*\}/g, (whole, name: string) => {
    const id = renames.get(name);
    return id === undefined ? whole : `\${${id}}`;
  });
}

/** An expression put right, its paths resolved; what can't be read stays as it is, and is told. */
function expressionIn(item: Item, column: string, builder: Builder): string | undefined {
  const { context, names, renames } = builder;
  const typed = item.row.cell(column);
  if (typed === '') return undefined;
  const place = item.row.place(column);
  const plain = typed.replace(/^(true|false)$/i, (word) => `${word.toLowerCase()}()`);
  const source = normaliseExpression(plain);
  if (/[‘’“”]|&[a-z]+;/.test(typed) && source !== typed && isReadable(source)) {
    context.report(place, 'warning', 'expression-straightened');
  }
  if (!isReadable(source)) return source;
  const { source: resolved, lost } = resolvePaths(source, item.path, (path) =>
    names.get(path.join('/')),
  );
  for (const path of lost) context.report(place, 'error', 'unknown-path', { path });
  const expression = renamed(resolved, renames);
  reportNames(expression, item, column, builder);
  return expression;
}

function isReadable(source: string): boolean {
  try {
    parseExpression(source);
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

/** Names that stand alone are columns in a filter; elsewhere they read as nothing, and quotes were forgotten. */
function reportNames(source: string, item: Item, column: string, builder: Builder): void {
  const { context } = builder;
  const place = item.row.place(column);
  for (const node of eachNode(parseExpression(source))) {
    if (node.kind === 'call') reportList(node, place, builder);
    if (node.kind !== 'path' || node.from.kind !== 'context' || node.steps.length !== 1) continue;
    const [step] = node.steps;
    if (step?.axis !== 'child' || step.test === '*') continue;
    if (column !== 'choice_filter') {
      if (!isInPredicate(source, step.test))
        context.report(place, 'warning', 'bare-name', { name: step.test });
      continue;
    }
    const list = item.type.kind === 'select' ? context.choices.list(item.type.list) : undefined;
    const isKnown = !list || list.columns.has(step.test) || ['name', 'label'].includes(step.test);
    if (!isKnown) context.report(place, 'warning', 'unknown-column', { name: step.test });
  }
}

/** A list that an expression reads must be in the workbook, or beside it. */
function reportList(
  { name, operands }: Extract<Expression, { kind: 'call' }>,
  place: Place,
  { context, lists, absent }: Builder,
): void {
  const [first] = operands;
  if ((name !== 'instance' && name !== 'pulldata') || first?.kind !== 'string') return;
  const found = context.choices.rows(stemOf(first.value));
  if (found) lists.set(first.value, found);
  else if (!absent.has(stemOf(first.value)))
    context.report(place, 'error', 'list-absent', { list: first.value });
}

/** `instance('towns')/root/item[name = …]`: a name within brackets is a column of the list. */
function isInPredicate(source: string, name: string): boolean {
  return (
    source.includes('[') &&
    new RegExp(`\\[[^\\]]*${name.replace(/[^\p{L}\p{N}_]/gu, '.')}`, 'u').test(source)
  );
}

function keep(
  row: Row,
  read: ReadonlySet<string>,
  builder: Builder,
): Record<string, string> | undefined {
  const extra = row.extra(read);
  for (const column of Object.keys(extra)) {
    const kept = builder.kept.get(column) ?? { count: 0, row };
    kept.count += 1;
    builder.kept.set(column, kept);
  }
  return Object.keys(extra).length > 0 ? extra : undefined;
}

function questionIn(
  item: Item,
  group: string | undefined,
  builder: Builder,
): QuestionInput | undefined {
  const { row, type } = item;
  const { context } = builder;
  const json = jsonOf(item, builder);
  const isFolded = type.kind === 'select' && json.type === 'dropdown';
  if (typeof json.type === 'string' && !isFolded)
    return withDefault(ownQuestion(item, group, json, builder), item, builder);
  const question = { ...baseOf(item, group, builder), ...json };
  const isSilent =
    type.kind === 'metadata' ||
    (type.kind === 'plain' && (type.type === 'calculated' || type.type === 'hidden'));
  if (!isSilent && row.texts('label').size === 0)
    context.report(row.place('label'), 'warning', 'no-label', { name: item.name });
  const built = shaped(question, item, builder);
  return built && withDefault(built, item, builder);
}

function withDefault(question: QuestionInput, item: Item, builder: Builder): QuestionInput {
  const { default: start, extra } = defaultOf(item, builder);
  if (start === undefined && extra === undefined) return question;
  const kept = { ...question.extra, ...extra };
  return {
    ...question,
    ...(start !== undefined && { default: start }),
    ...(Object.keys(kept).length > 0 && { extra: kept }),
  };
}

/** The part of a question that its type asks for. */
function shaped(base: Base, item: Item, builder: Builder): QuestionInput | undefined {
  const { row, type } = item;
  const { report } = builder.context;
  const typed = row.cell('type');
  const place = row.place('type');
  switch (type.kind) {
    case 'select':
      return selectOf(base, item, type, builder);
    case 'plain':
      return plainOf(base, item, type, builder);
    case 'metadata':
      report(place, 'warning', 'metadata', {
        type: typed,
        isKnown: type.default === undefined ? 0 : 1,
      });
      return silent(base, typed, type.default === undefined ? {} : { default: type.default });
    case 'acknowledge':
      return {
        ...withExtra(base, { type: typed }),
        type: 'single',
        choices: [{ id: 'OK', label: 'J’ai lu' }],
      };
    case 'range':
      return rangeOf(base, item, builder);
    case 'external':
      return fromFileOf(base, item, type, builder);
    case 'include':
      report(place, 'error', 'include', { name: item.name });
      return silent(base, typed);
    case 'unsupported':
      report(place, 'error', 'unsupported-type', { type: typed });
      return silent(base, typed);
    default:
      report(place, 'error', /^(?:select|rank)/i.test(typed) ? 'no-list' : 'unknown-type', {
        type: typed,
      });
      return silent(base, typed);
  }
}

function withExtra(base: Base, more: Record<string, string>): Base {
  return { ...base, extra: { ...Object(base.extra), ...more } };
}

/** What is kept though nobody is asked: its row can be given back as it was. */
function silent(base: Base, type: string, more: object = {}): QuestionInput {
  const { required: isRequired, ...rest } = withExtra(base, { type });
  const kept = isRequired ? withExtra(rest, { required: 'yes' }) : rest;
  return { ...kept, ...more, type: 'hidden' };
}

function selectOf(
  base: Base,
  item: Item,
  type: Extract<RowType, { kind: 'select' }>,
  builder: Builder,
): QuestionInput {
  const { row } = item;
  const found = choicesOf(item, type, builder);
  return found ? choosingOf(base, item, type.of, found, builder) : silent(base, row.cell('type'));
}

/** The choices of a file beside the workbook; where it is not there, nobody could answer. */
function fromFileOf(
  base: Base,
  item: Item,
  { of, file }: Extract<RowType, { kind: 'external' }>,
  builder: Builder,
): QuestionInput {
  const { row } = item;
  const { context } = builder;
  const place = row.place('type');
  const found = context.choices.file(file, row.cell('parameters'));
  if (!found) context.report(place, 'error', 'external-list', { file });
  else if (found.choices.length === 0) context.report(place, 'error', 'empty-file', { file });
  if (!found?.choices.length) return silent(base, row.cell('type'));
  const choices = choicesFor(item, found, 'choices', builder);
  return choosingOf(base, item, of, { choices, list: stemOf(file) }, builder);
}

type Offered = { readonly choices: readonly Choice[]; readonly list: string | undefined };

function choosingOf(
  base: Base,
  item: Item,
  of: 'single' | 'multiple' | 'ranking',
  found: Offered,
  builder: Builder,
): QuestionInput {
  const { row } = item;
  const filter = expressionIn(item, 'choice_filter', builder);
  if (of === 'ranking') {
    const items = found.choices.map(({ id, label }) => ({ id, label }));
    const max = items.length;
    return {
      ...base,
      type: 'ranking',
      items,
      min: max,
      max,
      ...(found.list && { list: found.list }),
      ...(filter && { itemFilter: filter }),
    };
  }
  const marks = base as Base & { open?: string[]; exclusive?: string[]; max?: number };
  const { open, exclusive, max, ...plain } = marks;
  const choices = found.choices.map((choice) => ({
    ...choice,
    ...(open?.includes(choice.id) && { open: true }),
    ...(exclusive?.includes(choice.id) && { exclusive: true }),
  }));
  const own = {
    ...plain,
    choices,
    ...(found.list && { list: found.list }),
    ...(filter && { choiceFilter: filter }),
  };
  if (of === 'multiple')
    return { ...own, type: 'multiple', ...(max !== undefined && { max }) } as QuestionInput;
  const isOpen = choices.some((choice) => 'open' in choice && choice.open);
  const isFolded = base.type === 'dropdown' || (isFoldedList(row.cell('appearance')) && !isOpen);
  return { ...own, type: isFolded ? 'dropdown' : 'single' } as QuestionInput;
}

/** A list that other tools fold. */
export function isFoldedList(appearance: string): boolean {
  return /\bminimal\b|\bautocomplete\b|\bsearch\b/.test(appearance);
}

function choicesOf(
  item: Item,
  { list, hasOther }: Extract<RowType, { kind: 'select' }>,
  builder: Builder,
) {
  const { context } = builder;
  const found = context.choices.list(list);
  if (!found) {
    context.report(item.row.place('type'), 'error', 'unknown-list', { list });
    return undefined;
  }
  const choices = choicesFor(item, found, isRanking(item) ? 'items' : 'choices', builder);
  const hasOwnOther = choices.some(({ id }) => id === 'other');
  if (hasOther) context.report(item.row.place('type'), 'warning', 'or-other');
  const all = hasOther
    ? [
        ...choices.map((each) => (each.id === 'other' ? { ...each, open: true } : each)),
        ...(hasOwnOther ? [] : [{ id: 'other', label: 'Autre', open: true }]),
      ]
    : choices;
  const name = hasOther ? `${list}_or_other` : list;
  return { choices: all, list: name === item.id ? undefined : name };
}

function isRanking({ type }: Item): boolean {
  return type.kind === 'select' && type.of === 'ranking';
}

/** The choices of a list as one question offers them, their texts kept in every language. */
function choicesFor(
  item: Item,
  found: ChoiceList,
  key: 'choices' | 'items',
  { context, renames }: Builder,
): Choice[] {
  const isOne = 'of' in item.type && item.type.of === 'single';
  return found.choices.map(({ texts, place, ...choice }) => {
    if (!isOne && choice.id.includes(' '))
      context.report({ ...place, cell: null }, 'error', 'choice-with-space', { name: choice.id });
    const at = `${item.id}/${key}/${choice.id}:label`;
    if (texts.size > 0) {
      context.translations.set(at, texts);
      context.textPlaces.set(at, place);
    }
    return { ...choice, label: renamed(choice.label, renames) };
  });
}

const FILE_KINDS = { photo: 'image', audio: 'audio', video: 'video', file: 'file' } as const;

const CANONICAL: Readonly<Record<PlainType, string>> = {
  'short-text': 'text',
  integer: 'integer',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  'date-time': 'dateTime',
  note: 'note',
  hidden: 'hidden',
  calculated: 'calculate',
  geopoint: 'geopoint',
  geotrace: 'geotrace',
  file: 'file',
  phone: '',
  email: '',
};

function plainOf(
  base: Base,
  item: Item,
  type: Extract<RowType, { kind: 'plain' }>,
  builder: Builder,
): QuestionInput {
  const { row } = item;
  const { report } = builder.context;
  const typed = row.cell('type');
  const traced = type.shape === 'plot' ? 'geoshape' : CANONICAL[type.type];
  const canonical = type.file ? FILE_KINDS[type.file] : traced;
  const own = typed === canonical ? base : withExtra(base, { type: typed });
  const calculation = expressionIn(item, 'calculation', builder);
  if (calculation !== undefined && type.type !== 'note')
    return calculatedOf(own, item, type, calculation, builder);
  switch (type.type) {
    case 'calculated':
      if (row.cell('trigger') === '')
        report(row.place('calculation'), 'warning', 'calculation-missing');
      return silent(base, typed);
    case 'hidden':
    case 'note': {
      const { required: isRequired, constraint: _none, requiredIf: _never, ...rest } = own;
      const kept = isRequired ? withExtra(rest as Base, { required: 'yes' }) : rest;
      return { ...kept, type: type.type } as QuestionInput;
    }
    case 'short-text':
      if (/^barcode$/i.test(typed))
        report(row.place('type'), 'warning', 'typed-instead', { type: typed });
      return /\bmultiline\b/.test(row.cell('appearance'))
        ? { ...own, type: 'long-text' }
        : { maxLength: 1000, ...own, type: 'short-text' };
    case 'file':
      report(row.place('type'), 'warning', 'file-named', { type: typed });
      return { ...own, type: 'file', kind: type.file ?? 'file' };
    case 'geotrace':
      return { ...own, type: 'geotrace', shape: type.shape ?? 'path' };
    default:
      return { ...own, type: type.type } as QuestionInput;
  }
}

/** A value that comes from the others is not typed, whatever type its row gives it. */
function calculatedOf(
  base: Base,
  item: Item,
  type: Extract<RowType, { kind: 'plain' }>,
  calculation: string,
  { context }: Builder,
): QuestionInput {
  const { required: isRequired, ...rest } = base;
  const typed = item.row.cell('type');
  const isSilent = type.type === 'calculated' || type.type === 'hidden';
  if (!isSilent) context.report(item.row.place('calculation'), 'warning', 'computed-unseen');
  const kept = {
    ...(isRequired ? { required: 'yes' } : {}),
    ...(type.type === 'calculated' ? {} : { type: typed }),
  };
  const own = Object.keys(kept).length > 0 ? withExtra(rest as Base, kept) : rest;
  // With a trigger, the value held until then may be part of what replaces it.
  const held =
    item.row.cell('trigger') === '' ? calculation : calculation.replaceAll(`\${${item.id}}`, '.');
  return { ...own, type: 'calculated', calculation: held } as QuestionInput;
}

function rangeOf(base: Base, item: Item, { context }: Builder): QuestionInput {
  const { row } = item;
  const parameters = new Map(
    [...row.cell('parameters').matchAll(/([a-z]+)\s*=\s*(-?[\d.]+)/gi)].map(
      ([, name = '', value]) => [name.toLowerCase(), Number(value)],
    ),
  );
  const min = parameters.get('start') ?? 1;
  const max = parameters.get('end') ?? 10;
  const step = parameters.get('step') ?? 1;
  const isSound = Number.isFinite(min + max + step) && min < max && step > 0;
  if (!isSound)
    context.report(row.place('parameters'), 'error', 'bad-parameters', {
      parameters: row.cell('parameters'),
    });
  return {
    ...withExtra(base, { type: row.cell('type') }),
    type: 'number',
    ...(isSound ? { min, max, step } : { min: 1, max: 10, step: 1 }),
  };
}
