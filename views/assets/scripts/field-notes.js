/**
 * Field notes in a town hall without network: what is typed stays on this device until the server has it.
 * Without this script the same forms are sent the ordinary way.
 */
const PREFIX = 'constat.note.';
const RETRY_MS = 20_000;
const state = document.getElementById('save-state');
const forms = [...document.querySelectorAll('form[data-draft]')];

const keyOf = (form) => PREFIX + form.dataset.draft;
const say = (text) => {
  if (state) state.textContent = text;
};

/** Fields in the order of the form, since texts and their kinds are parallel lists. */
const read = (form) => [...new FormData(form)].map(([name, value]) => [name, String(value)]);

function keep(form, isWaiting) {
  localStorage.setItem(keyOf(form), JSON.stringify({ fields: read(form), isWaiting }));
}

function restore(form) {
  const kept = JSON.parse(localStorage.getItem(keyOf(form)) ?? 'null');
  if (!kept) return;
  form.closest('details').open = true;
  const values = Map.groupBy(kept.fields, ([name]) => name);
  const next = (name) => values.get(name)?.shift()?.[1];
  for (const field of form.elements) {
    // The revision stays the kept one: the server tells whether someone saved in between.
    if (field.type === 'radio') field.checked = values.get('asked')?.[0]?.[1] === field.value;
    else if (field.type === 'checkbox') field.checked = values.has(field.name);
    else if (field.name) field.value = next(field.name) ?? field.value;
  }
  form.dataset.waiting = kept.isWaiting ? 'yes' : '';
  say(
    kept.isWaiting
      ? 'Des notes gardées sur cet appareil attendent le réseau.'
      : 'Une note commencée sur cet appareil a été reprise.',
  );
}

/** @returns {Promise<boolean>} whether the server took it. */
async function send(form) {
  const body = new URLSearchParams(read(form));
  let answer;
  try {
    answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
  } catch {
    keep(form, true);
    form.dataset.waiting = 'yes';
    say('Hors connexion : la note est gardée sur cet appareil et partira au retour du réseau.');
    return false;
  }
  if (answer.type !== 'opaqueredirect') {
    // Something to mend, or someone saved in between: the ordinary way shows it, with what was typed.
    localStorage.removeItem(keyOf(form));
    form.submit();
    return false;
  }
  localStorage.removeItem(keyOf(form));
  form.dataset.waiting = '';
  return true;
}

async function sendWaiting() {
  const waiting = forms.filter((form) => form.dataset.waiting === 'yes');
  if (waiting.length === 0) return;
  const sent = [];
  for (const form of waiting) sent.push(await send(form));
  if (sent.every(Boolean)) location.reload();
}

for (const form of forms) {
  restore(form);
  form.addEventListener('input', () => keep(form, false));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    say('Enregistrement…');
    if (!(await send(form))) return;
    const question = form.closest('article').id;
    history.replaceState(null, '', `#${question}`);
    location.reload();
  });
}
addEventListener('online', sendWaiting);
setInterval(sendWaiting, RETRY_MS);
void sendWaiting();
