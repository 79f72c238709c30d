/** A long list gains a search above it: what does not match steps aside, and the list stays the form. */

const LONG = 12;

export function searchLists(form) {
  for (const list of form.querySelectorAll('select[data-search]')) {
    if (list.options.length > LONG) searchIn(list);
  }
}

function searchIn(list) {
  const { textSearch, textCount } = list.dataset;
  const box = document.createElement('div');
  box.className = 'list-search';
  const label = document.createElement('label');
  label.className = 'visually-hidden';
  label.htmlFor = `${list.id}-search`;
  label.textContent = textSearch;
  const input = document.createElement('input');
  input.type = 'search';
  input.id = label.htmlFor;
  input.placeholder = textSearch;
  input.autocomplete = 'off';
  const said = document.createElement('p');
  said.className = 'field-hint';
  said.setAttribute('role', 'status');
  box.append(label, input, said);
  list.before(box);
  input.addEventListener('input', (event) => {
    event.stopPropagation(); // nothing was answered yet
    said.textContent = `${textCount} ${narrow(list, plain(input.value))}`;
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    list.focus();
  });
}

/** Choices that another answer took away stay away. @returns how many are left. */
function narrow(list, typed) {
  let count = 0;
  for (const option of list.options) {
    if (option.value === '' || option.disabled) continue;
    const isKept = option.selected || plain(option.label).includes(typed);
    option.hidden = !isKept;
    if (isKept) count += 1;
  }
  return count;
}

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
