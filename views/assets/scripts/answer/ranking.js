/** Turns the lists of ranks into an ordered list: buttons for everyone, dragging for a mouse. The lists stay the form. */

export function enhanceRankings(form) {
  for (const list of form.querySelectorAll('[data-order]')) enhance(list);
}

function enhance(list) {
  list.classList.add('is-sortable');
  for (const item of itemsOf(list)) {
    const place = document.createElement('span');
    place.className = 'ranking-place';
    place.setAttribute('aria-hidden', 'true');
    const buttons = document.createElement('div');
    buttons.className = 'ranking-buttons';
    item.prepend(place);
    item.append(buttons);
    makeDraggable(list, item);
  }
  list.addEventListener('click', (event) => pressed(list, event));
  // A choice that another answer takes away loses its rank.
  new MutationObserver(() => closeUp(list)).observe(list, {
    subtree: true,
    attributeFilter: ['hidden'],
  });
  arrange(list);
}

const itemsOf = (list) => [...list.querySelectorAll('.ranking-item')];
const selectOf = (item) => item.querySelector('select');
const rankOf = (item) => Number(selectOf(item).value || 0);

function rankedIn(list) {
  return itemsOf(list)
    .filter((item) => rankOf(item) > 0 && !item.hidden)
    .sort((a, b) => rankOf(a) - rankOf(b));
}

function pressed(list, event) {
  const button = event.target.closest('[data-act]');
  if (!button) return;
  const item = button.closest('.ranking-item');
  const { act } = button.dataset;
  setOrder(list, orderAfter(act, rankedIn(list), item));
  (
    item.querySelector(`[data-act="${act}"]:not(:disabled)`) ??
    item.querySelector('[data-act]:not(:disabled)')
  )?.focus();
}

function orderAfter(act, ranked, item) {
  if (act === 'add') return [...ranked, item];
  if (act === 'remove') return ranked.filter((each) => each !== item);
  const from = ranked.indexOf(item);
  return moved(ranked, item, act === 'up' ? from - 1 : from + 1);
}

function moved(ranked, item, to) {
  const others = ranked.filter((each) => each !== item);
  return [...others.slice(0, to), item, ...others.slice(to)];
}

function setOrder(list, ranked) {
  for (const item of itemsOf(list)) {
    const rank = ranked.indexOf(item) + 1;
    selectOf(item).value = rank > 0 && rank <= Number(list.dataset.max) ? String(rank) : '';
  }
  arrange(list);
  list.dispatchEvent(new Event('change', { bubbles: true }));
}

function closeUp(list) {
  const ranked = rankedIn(list);
  const isBroken = itemsOf(list).some((item) => item.hidden && rankOf(item) > 0);
  if (isBroken) setOrder(list, ranked);
  else arrange(list);
}

/** Ranked items first, in order; the others as the questionnaire has them. */
function arrange(list) {
  const ranked = rankedIn(list);
  const isFull = ranked.length >= Number(list.dataset.max);
  for (const item of itemsOf(list)) {
    const rank = ranked.indexOf(item) + 1;
    item.classList.toggle('is-ranked', rank > 0);
    item.draggable = rank > 0;
    item.querySelector('.ranking-place').textContent = rank > 0 ? String(rank) : '';
    renderButtons(list, item, { rank, count: ranked.length, isFull });
  }
  const rest = itemsOf(list).filter((item) => !ranked.includes(item));
  rest.sort((a, b) => placeOf(a) - placeOf(b));
  const wanted = [...ranked, ...rest];
  if (itemsOf(list).some((item, index) => item !== wanted[index])) list.append(...wanted);
}

const places = new WeakMap();

/** Where the questionnaire puts the item, remembered from the first look. */
function placeOf(item) {
  if (!places.has(item)) {
    for (const [index, each] of [...item.parentElement.children].entries()) places.set(each, index);
  }
  return places.get(item);
}

function renderButtons(list, item, { rank, count, isFull }) {
  const buttons =
    rank === 0
      ? [button(list, item, 'add', { isDisabled: isFull })]
      : [
          button(list, item, 'up', { rank, isDisabled: rank === 1 }),
          button(list, item, 'down', { rank, isDisabled: rank === count }),
          button(list, item, 'remove', { rank }),
        ];
  item.querySelector('.ranking-buttons').replaceChildren(...buttons);
}

const SIGNS = { up: '↑', down: '↓', remove: '×' };

function button(list, item, act, { rank, isDisabled = false }) {
  const made = document.createElement('button');
  const name = list.dataset[`text${act[0].toUpperCase()}${act.slice(1)}`];
  const place = rank ? `, ${list.dataset.textRank} ${rank}` : '';
  made.type = 'button';
  made.dataset.act = act;
  made.disabled = isDisabled;
  made.textContent = SIGNS[act] ?? name;
  made.setAttribute('aria-label', `${name}\u00a0: ${item.dataset.label}${place}`);
  return made;
}

let dragged;

function makeDraggable(list, item) {
  item.addEventListener('dragstart', (event) => {
    dragged = item;
    event.dataTransfer.effectAllowed = 'move';
    item.classList.add('is-dragged');
  });
  item.addEventListener('dragover', (event) => {
    if (dragged?.parentElement === list) event.preventDefault();
  });
  item.addEventListener('drop', (event) => {
    event.preventDefault();
    if (dragged?.parentElement !== list || dragged === item) return;
    const ranked = rankedIn(list);
    const to = ranked.indexOf(item);
    setOrder(list, moved(ranked, dragged, to < 0 ? ranked.length : to));
  });
  item.addEventListener('dragend', () => {
    dragged?.classList.remove('is-dragged');
    dragged = undefined;
  });
}
