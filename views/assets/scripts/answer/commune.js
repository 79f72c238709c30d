/** Looks communes up while their name is typed; the choice is made among plain radio buttons. */

const PAUSE_MS = 250;

export function searchCommunes(form, within = form) {
  for (const field of within.querySelectorAll('[data-commune]'))
    searchIn(field, form.dataset.communes);
}

function searchIn(field, address) {
  const input = field.querySelector('input[type="search"]');
  let timer;
  let latest = 0;
  field.querySelector('button').hidden = true;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      latest += 1;
      const turn = latest;
      const found = await lookUp(address, input.value.trim());
      if (turn === latest && found) show(field, found);
    }, PAUSE_MS);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
}

async function lookUp(address, typed) {
  if (typed.length < 2) return undefined;
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, {
      headers: { accept: 'application/json' },
    });
    return answer.ok ? (await answer.json()).communes : undefined;
  } catch {
    return undefined;
  }
}

/** The commune already chosen stays in the list, first. */
function show(field, communes) {
  const list = field.querySelector('.commune-found');
  const chosen = list.querySelector('input:checked');
  for (const choice of list.querySelectorAll('.choice')) {
    if (!choice.contains(chosen)) choice.remove();
  }
  const others = communes.filter(({ code }) => code !== chosen?.value);
  list.append(...others.map((commune, index) => choiceOf(field, commune, index === 0 && !chosen)));
  count(field, communes.length);
}

function choiceOf(field, { code, name, detail }, isFirst) {
  const choice = field.querySelector('template').content.firstElementChild.cloneNode(true);
  const input = choice.querySelector('input');
  input.value = code;
  input.id = isFirst ? input.name : `${input.name}.${code}`;
  choice.querySelector('.commune-name').textContent = name;
  choice.querySelector('.choice-hint').textContent = detail;
  return choice;
}

function count(field, total) {
  const { textNone, textOne, textSome } = field.dataset;
  const sentences = [textNone, textOne];
  field.querySelector('.commune-count').textContent = sentences[total] ?? `${total} ${textSome}`;
}
