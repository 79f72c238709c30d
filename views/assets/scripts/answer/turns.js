/** Turns of a repeated group, added and taken away in place. Without this, the button saves and the page comes back longer. */
import { searchCommunes } from './commune.js';

export function growTurns(form) {
  for (const list of form.querySelectorAll('[data-turns]')) grow(form, list);
}

const turnsOf = (list) => [...list.querySelectorAll(':scope > .turn')];

function grow(form, list) {
  const state = document.createElement('p');
  state.className = 'visually-hidden';
  state.setAttribute('role', 'status');
  list.append(state);
  for (const turn of turnsOf(list)) offerRemoval(form, list, turn);
  list.querySelector('.turn-add')?.addEventListener('click', (event) => {
    event.preventDefault();
    add(form, list);
  });
  follow(list);
}

function add(form, list) {
  const last = turnsOf(list).at(-1);
  const turn = last.cloneNode(true);
  turn.querySelector('.turn-remove')?.remove();
  blank(turn);
  last.after(turn);
  number(list);
  offerRemoval(form, list, turn);
  searchCommunes(form, turn);
  tell(list, 'added');
  changed(form);
  turn.querySelector('input:not([type="hidden"]), select, textarea')?.focus();
}

function offerRemoval(form, list, turn) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-quiet turn-remove';
  button.addEventListener('click', () => remove(form, list, turn));
  turn.append(button);
  follow(list);
}

function remove(form, list, turn) {
  const at = turnsOf(list).indexOf(turn);
  if (turnsOf(list).length === 1) blank(turn);
  else turn.remove();
  number(list);
  tell(list, 'removed');
  changed(form);
  const near = turnsOf(list)[Math.min(at, turnsOf(list).length - 1)];
  near?.querySelector('input:not([type="hidden"]), select, textarea')?.focus();
}

/** Numbers follow the order on the page, in names and in what points to them. */
function number(list) {
  const { turns: repeat } = list.dataset;
  for (const [index, turn] of turnsOf(list).entries()) {
    const from = `${repeat}.${turn.dataset.turn}.`;
    const to = `${repeat}.${index + 1}.`;
    if (from !== to) rename(turn, from, to);
    turn.dataset.turn = index + 1;
    turn.querySelector('.turn-number').textContent = index + 1;
  }
  follow(list);
}

const POINTING = ['name', 'id', 'for', 'aria-describedby', 'data-question'];

function rename(turn, from, to) {
  const renamed = (text) => text.replaceAll(from, to);
  for (const element of turn.querySelectorAll('*')) {
    for (const name of POINTING) {
      const held = element.getAttribute(name);
      if (held?.includes(from)) element.setAttribute(name, renamed(held));
    }
    if (element.name === '_shown') element.value = renamed(element.value);
  }
}

function blank(turn) {
  for (const control of turn.querySelectorAll('input, select, textarea')) {
    if (control.type === 'radio' || control.type === 'checkbox') control.checked = false;
    else if (control.name !== '_shown') control.value = '';
  }
  for (const said of turn.querySelectorAll('.field-error, .rival')) said.remove();
}

function follow(list) {
  const turns = turnsOf(list);
  const add = list.querySelector('.turn-add');
  if (add) add.hidden = turns.length >= Number(list.dataset.max);
  for (const [index, turn] of turns.entries()) {
    const button = turn.querySelector('.turn-remove');
    if (button) button.textContent = `${list.dataset.textRemove} ${index + 1}`;
  }
}

function tell(list, act) {
  const said = list.dataset[`text${act[0].toUpperCase()}${act.slice(1)}`];
  list.querySelector('[role="status"]').textContent = said;
}

const changed = (form) => form.dispatchEvent(new Event('change', { bubbles: true }));
