/** Turns each `<code data-variable="{lien}">` into a button that writes it where one was typing. */
const form = document.querySelector('[data-variables]');
let last = form?.elements.body;

form?.addEventListener('focusin', ({ target }) => {
  if (target.matches('textarea, input[type="text"]')) last = target;
});

for (const place of form?.querySelectorAll('[data-variable]') ?? []) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-quiet';
  button.textContent = place.dataset.variable;
  button.setAttribute('aria-label', `Insérer ${place.dataset.variable}`);
  button.addEventListener('click', () => {
    last.setRangeText(place.dataset.variable, last.selectionStart, last.selectionEnd, 'end');
    last.focus();
  });
  place.replaceWith(button);
}
