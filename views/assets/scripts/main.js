/** What every page gains from a browser that runs modules. Each page works without it. */

focusErrorSummary();
showCurrentNavigationItem();
closeMenusOnEscape();
sendFormsOnce();

function focusErrorSummary() {
  document.querySelector('.error-summary')?.focus();
}

function showCurrentNavigationItem() {
  const current = document.querySelector('.navigation [aria-current]');
  const strip = current?.closest('ul');
  if (strip) strip.scrollLeft = current.offsetLeft - strip.offsetLeft - 24;
}

function closeMenusOnEscape() {
  document.addEventListener('keydown', ({ key }) => {
    const menu = document.querySelector('details.user-menu[open]');
    if (key !== 'Escape' || !menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}

/** A double click sends once. Not for long: after a download the page is still there, and so is its form. */
function sendFormsOnce() {
  const AGAIN_AFTER_MS = 3000;
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return; // a script of the page sends it
    if (form.dataset.isLeaving) event.preventDefault();
    form.dataset.isLeaving = 'true';
    setTimeout(() => delete form.dataset.isLeaving, AGAIN_AFTER_MS);
  });
}
