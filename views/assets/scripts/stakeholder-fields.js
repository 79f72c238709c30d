/** Shows the fields of a new person only when a new person is chosen. */
const chosen = document.getElementById('stakeholder');
const fields = document.querySelector('[data-new-stakeholder]');

function show() {
  fields.hidden = chosen.value !== 'new';
}
if (chosen && fields) {
  chosen.addEventListener('change', show);
  show();
}
