/** Typing a sheet of paper with the keyboard alone: numbers choose, Enter goes on. */
import { searchCommunes } from './answer/commune.js';
import { followConditions } from './answer/conditions.js';
import { guideChoices } from './answer/guidance.js';

const form = document.getElementById('paper-entry');
if (form) {
  searchCommunes(form);
  guideChoices(form);
  followConditions(form);
  form.addEventListener('keydown', pressed);
  if (!document.querySelector('.error-summary')) controlsIn(form)[0]?.focus();
}

function pressed(event) {
  const { key, target } = event;
  if (event.altKey || event.metaKey || target.tagName === 'BUTTON') return;
  if (key === 'Enter' && (target.tagName !== 'TEXTAREA' || event.ctrlKey)) return goOn(event);
  if (!['radio', 'checkbox'].includes(target.type)) return;
  if (/^[1-9]$/.test(key)) return choose(event, Number(key));
  if (key === 'Backspace') clear(event);
}

/** Choices of the same name, in the order of the sheet. */
function groupOf({ name, type }) {
  const all = form.querySelectorAll(`input[type="${type}"][name="${CSS.escape(name)}"]`);
  return [...all].filter((input) => !input.disabled && !input.closest('[hidden]'));
}

function choose(event, rank) {
  const choice = groupOf(event.target)[rank - 1];
  if (!choice) return;
  event.preventDefault();
  choice.checked = choice.type === 'radio' || !choice.checked;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  if (choice.type === 'radio' && choice.closest('[data-parts]')) focusAfter(groupOf(choice).at(-1));
  else choice.focus();
}

function clear(event) {
  event.preventDefault();
  for (const choice of groupOf(event.target)) choice.checked = false;
  event.target.dispatchEvent(new Event('change', { bubbles: true }));
}

/** To the next question, past what is left of this one. */
function goOn(event) {
  event.preventDefault();
  const question = event.target.closest('[data-question]');
  const last = question ? controlsIn(question).at(-1) : event.target;
  focusAfter(last ?? event.target);
}

function focusAfter(control) {
  const all = controlsIn(form);
  const group = control.name ? new Set(groupNames(control)) : new Set();
  const next = all.slice(all.indexOf(control) + 1).find(({ name }) => !group.has(name) || !name);
  next?.focus();
}

function groupNames({ name, type }) {
  return ['radio', 'checkbox'].includes(type) ? [name] : [];
}

function controlsIn(within) {
  const all = within.querySelectorAll('input, select, textarea, button[type="submit"]');
  return [...all].filter(
    (each) =>
      each.type !== 'hidden' && !each.disabled && !each.closest('[hidden], fieldset:disabled'),
  );
}
