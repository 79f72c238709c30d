/** Questions are dragged in the outline; the buttons « Monter » and « Descendre » do the same without a pointer. */
export function dragQuestions(send) {
  let dragged;
  document.addEventListener('pointerdown', (event) => {
    const item = event.target.closest?.('[data-question]');
    if (item?.closest('.outline')) item.draggable = true;
  });
  document.addEventListener('dragstart', (event) => {
    dragged = event.target.closest?.('.outline [data-question]');
    if (!dragged) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.dataset.question);
    dragged.classList.add('is-dragged');
  });
  document.addEventListener('dragover', (event) => {
    const target = targetOf(event);
    mark(target);
    if (target) event.preventDefault();
  });
  document.addEventListener('dragend', () => {
    mark(undefined);
    dragged?.classList.remove('is-dragged');
    dragged = undefined;
  });
  document.addEventListener('drop', (event) => {
    const target = targetOf(event);
    if (!target || !dragged) return;
    event.preventDefault();
    const place = placeOf(target, dragged);
    if (place) move(dragged.dataset.question, place, send);
  });

  function targetOf(event) {
    if (!dragged) return undefined;
    const target = event.target.closest?.('.outline [data-question], .outline [data-section]');
    return target && target !== dragged && !dragged.contains(target) ? target : undefined;
  }
}

/** Before the question that it was dropped on; at the end of a page dropped on. */
function placeOf(target, dragged) {
  if (target.dataset.section) return { into: target.dataset.section, index: 100000 };
  const list = target.closest('[data-into]');
  if (!list) return undefined;
  const others = [...list.children].filter((item) => item !== dragged);
  return { into: list.dataset.into, index: others.indexOf(target) };
}

function mark(target) {
  for (const item of document.querySelectorAll('.is-target')) item.classList.remove('is-target');
  target?.classList.add('is-target');
}

function move(question, { into, index }, send) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = document.querySelector('.editor-outline form').action;
  form.hidden = true;
  for (const [name, value] of Object.entries({ act: 'move-question', question, into, index })) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    form.append(field);
  }
  document.querySelector('main').append(form);
  send(form);
}
