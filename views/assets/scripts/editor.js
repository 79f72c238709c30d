/** What writing a questionnaire gains from scripts: forms sent without reloading, saved as one goes, drag, shortcuts. */
import { dragQuestions } from './editor/drag.js';
import { listenToKeys } from './editor/shortcuts.js';

const SAVE_AFTER_MS = 900;
let waiting = 0;
let sending = Promise.resolve();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.closest('main') || form.method !== 'post' || form.enctype.startsWith('multipart'))
    return;
  if (!document.getElementById('editor')) return;
  event.preventDefault();
  clearTimeout(waiting);
  send(form, event.submitter);
});

/** A change is saved when the field is left: typing is never interrupted. */
document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-edit]');
  if (!form || event.target.name?.endsWith('.add')) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => send(form), SAVE_AFTER_MS);
});

dragQuestions(send);
listenToKeys(send);

/** One after another: each carries the number of the state that the one before left. */
function send(form, submitter) {
  sending = sending.then(() => sendNow(form, submitter));
  return sending;
}

async function sendNow(form, submitter) {
  if (!form.isConnected) return;
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set('seen', document.getElementById('editor').dataset.seen);
  say('Enregistrement…');
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { accept: 'text/html' },
    });
    show(
      new DOMParser().parseFromString(await response.text(), 'text/html'),
      response.url,
      submitter,
    );
    say(response.ok ? 'Enregistré' : '');
  } catch {
    say('Connexion coupée : rien n’est perdu, réessayez.');
  }
}

/** The page that came back takes the place of this one; focus stays where it was, by its name. */
function show(page, url, submitter) {
  const main = document.querySelector('main');
  const fresh = page.querySelector('main');
  if (!fresh) return location.assign(url);
  const focused = document.activeElement;
  const held = {
    name: focused?.name,
    id: focused?.id,
    value: focused?.value,
    start: focused?.selectionStart,
  };
  const scroll = window.scrollY;
  const frame = main.querySelector('[data-preview]');
  main.replaceChildren(...fresh.childNodes);
  document.title = page.title;
  if (url && url !== location.href) history.pushState(null, '', url);
  keepFrame(main, frame);
  window.scrollTo(0, scroll);
  if (main.querySelector('.error-summary')) return main.querySelector('.error-summary').focus();
  const again = submitter
    ? [...main.querySelectorAll(`[name="${CSS.escape(submitter.name ?? '')}"]`)].find(
        (each) => each.value === submitter.value,
      )
    : [...main.querySelectorAll('[name]')].find(
        (each) => each.id === held.id && each.name === held.name && held.name,
      );
  if (!again || again.disabled) return main.querySelector('#panel')?.focus({ preventScroll: true });
  again.focus({ preventScroll: true });
  if (
    held.start !== undefined &&
    held.start !== null &&
    again.setSelectionRange &&
    again.type === 'text'
  ) {
    again.setSelectionRange(held.start, held.start);
  }
}

/** The same frame reloads rather than blink. */
function keepFrame(main, frame) {
  const fresh = main.querySelector('[data-preview]');
  if (!fresh || !frame) return;
  const { src } = fresh;
  fresh.replaceWith(frame);
  frame.src = src;
}

function say(text) {
  const state = document.getElementById('editor-state');
  if (state) state.textContent = text;
}

addEventListener('popstate', () => location.reload());
