/** Small kindnesses: an exclusive choice unticks the others, a short text says how much room is left. */

export function guideChoices(form) {
  form.addEventListener('change', ({ target }) => {
    if (target.type !== 'checkbox' || !target.checked) return;
    const isExclusive = 'exclusive' in target.dataset;
    for (const other of form.querySelectorAll(
      `input[type="checkbox"][name="${CSS.escape(target.name)}"]`,
    )) {
      if (other !== target && (isExclusive || 'exclusive' in other.dataset)) other.checked = false;
    }
  });
}

export function guideWords(form) {
  for (const input of form.querySelectorAll('[data-length]')) countIn(input);
}

/** Only near the end, so that nobody writes for a counter. */
function countIn(input) {
  const most = Number(input.dataset.length);
  const line = document.createElement('p');
  line.className = 'words-count';
  line.setAttribute('aria-live', 'polite');
  input.after(line);
  const count = () => {
    const { length } = input.value;
    line.textContent = length > most * 0.8 ? `${length} / ${most}` : '';
  };
  input.addEventListener('input', count);
  count();
}
