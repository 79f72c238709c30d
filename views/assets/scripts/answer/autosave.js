/**
 * Saves what is written while it is written. What could not be sent yet is kept on this device, and sent when
 * the connection is back: a page that is closed, reloaded or cut off loses nothing.
 */
import { heldFor, hold, release, strandedFor } from './device.js';
import { fill, read } from './form-state.js';

const PAUSE_MS = 700;
const RETRY_MS = 4_000;
const PATIENCE_MS = 10_000;

export function keepSaved(form) {
  const page = { form, isDirty: false, isOffline: false };
  return {
    restore: () => restore(page),
    start: () => start(page),
  };
}

function restore(page) {
  const held = heldFor(page.form);
  if (held) takeUp(page, held);
  else offerStranded(page);
}

/** Words come back with what stood around them: the server tells what another device wrote meanwhile. */
function takeUp(page, { fields, base }) {
  fill(page.form, fields);
  if (base) page.form.elements._base.value = base;
  page.isDirty = true;
  say(page, 'restored');
}

function offerStranded(page) {
  const { form } = page;
  const stranded = strandedFor(form);
  if (!stranded) return;
  const { textFound, textTake, textDrop } = form.dataset;
  const offer = notice(form, textFound);
  offer.append(
    button(textTake, () => {
      takeUp(page, { fields: stranded.fields });
      touched(page);
      form.dispatchEvent(new Event('change'));
      stranded.drop();
      offer.remove();
    }),
    button(textDrop, () => {
      stranded.drop();
      offer.remove();
    }),
  );
}

function notice(form, text) {
  const box = document.createElement('div');
  box.className = 'answer-notice';
  const words = document.createElement('p');
  words.textContent = text;
  box.append(words);
  form.prepend(box);
  return box;
}

function button(label, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button button-secondary';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

function start(page) {
  const { form } = page;
  const touch = () => touched(page);
  form.addEventListener('input', touch);
  form.addEventListener('change', touch);
  form.addEventListener('submit', (event) => submitted(page, event));
  window.addEventListener('online', () => save(page));
  window.addEventListener('pagehide', () => leave(page));
  if (page.isDirty) save(page);
}

function touched(page) {
  page.isDirty = true;
  keep(page);
  clearTimeout(page.timer);
  page.timer = setTimeout(() => save(page), PAUSE_MS);
}

/** One request at a time; what was written meanwhile goes with the next. @returns whether all is on the server. */
async function save(page) {
  clearTimeout(page.timer);
  if (page.isSaving) return page.isSaving;
  if (!page.isDirty) return true;
  page.isSaving = send(page).finally(() => {
    page.isSaving = undefined;
  });
  const isSaved = await page.isSaving;
  if (isSaved && page.isDirty) return save(page);
  return isSaved;
}

async function send(page) {
  page.isDirty = false;
  if (!page.isOffline) say(page, 'saving');
  const answer = await post(page.form).catch(() => undefined);
  if (!answer || answer.status >= 500 || answer.status === 429) return cutOff(page);
  if (!answer.ok) return refused(page, answer);
  const { base } = await answer.json().catch(() => ({}));
  if (base) page.form.elements._base.value = base;
  if (!page.isDirty) release(page.form);
  say(page, page.isOffline ? 'back' : 'saved');
  page.isOffline = false;
  return true;
}

function post(form, options = {}) {
  return fetch(form.action, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(read(form)),
    credentials: 'same-origin',
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...options,
  });
}

function cutOff(page) {
  page.isDirty = true;
  page.isOffline = true;
  keep(page);
  say(page, page.isWaiting ? 'waiting' : 'offline');
  page.timer = setTimeout(() => save(page), RETRY_MS);
  return false;
}

/** The session has ended, or the answers were sent from elsewhere: what was written stays on this device. */
async function refused(page, answer) {
  keep(page);
  const { state } = await answer.json().catch(() => ({}));
  if (state === 'rival') return rivalled(page);
  say(page, answer.status === 401 ? 'expired' : state === 'sent' ? 'sent' : 'refused');
  return false;
}

/** Both versions are on the server: the page that compares them is one reading away, and nothing hurries. */
function rivalled(page) {
  release(page.form);
  say(page, 'rival');
  if (page.hasRival) return true;
  page.hasRival = true;
  notice(page.form, page.form.dataset.textRival).append(
    button(page.form.dataset.textCompare, async () => {
      if (!(await save(page))) return;
      page.isLeaving = true;
      location.reload();
    }),
  );
  return true;
}

function keep({ form }) {
  hold(form, { fields: read(form), base: form.elements._base.value });
}

/** A page is left once its answers are safe: without a connection it stays, instead of an error page. */
async function submitted(page, event) {
  if (page.isLeaving) return;
  event.preventDefault();
  const { submitter } = event;
  page.isDirty = true;
  page.isWaiting = true;
  await page.isSaving;
  const isSaved = await save(page);
  page.isWaiting = false;
  if (!isSaved && page.isOffline) return say(page, 'waiting');
  page.isLeaving = true;
  if (isSaved) release(page.form);
  page.form.requestSubmit(submitter);
}

/** The last words, when the page goes before the pause is over. */
function leave(page) {
  if (!page.isDirty || page.isLeaving) return;
  post(page.form, { keepalive: true, signal: undefined }).catch(() => {});
}

/** In the status line, which a screen reader announces; the sentences come with the page. */
function say({ form }, state) {
  const line = document.getElementById('save-state');
  const sentence = form.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`];
  if (line && line.textContent !== sentence) line.textContent = sentence;
  if (line) line.dataset.state = state;
}
