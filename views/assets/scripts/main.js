/** What every page gains from a browser that runs modules. Each page works without it. */

focusErrorSummary();
showCurrentNavigationItem();
closeMenusOnEscape();

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
