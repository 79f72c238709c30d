/** A form as pairs of name and value, and back. */

/** Which of two versions stands is said by the button that leaves the page, not while one hesitates. */
export function read(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === 'string' && !name.startsWith('_keep.'),
  );
}

/** Puts back what was read; a field of our own (`_shown`, `_resume`) is the page's, not the respondent's. */
export function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (control.name && !control.name.startsWith('_'))
      fillOne(control, values.get(control.name) ?? []);
  }
}

function fillOne(control, values) {
  if (control.type === 'radio' || control.type === 'checkbox') {
    control.checked = values.includes(control.value);
  } else if (control.type !== 'hidden') {
    control.value = values[0] ?? '';
  }
}
