/**
 * Adds a button that copies the text of an element: `<span data-copy="id-of-the-text" data-copy-label="Copier">`.
 * Several ids, separated by spaces, are copied one to a line.
 */
for (const place of document.querySelectorAll('[data-copy]')) place.append(copyButton(place));
for (const place of document.querySelectorAll('[data-print]')) place.append(printButton(place));

function copyButton({ dataset }) {
  const button = newButton(dataset.copyLabel);
  const said = document.createElement('span');
  said.className = 'copy-state';
  said.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    const elements = dataset.copy.split(' ').map((id) => document.getElementById(id));
    said.textContent = (await copy(elements))
      ? 'Copié.'
      : 'Copie impossible\u00a0: le texte est sélectionné.';
  });
  const both = document.createDocumentFragment();
  both.append(button, said);
  return both;
}

function printButton({ dataset }) {
  const button = newButton(dataset.print);
  button.addEventListener('click', () => window.print());
  return button;
}

function newButton(label) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-secondary';
  button.textContent = label;
  return button;
}

/** Browsers lend the clipboard to secure pages only; elsewhere the text is selected, ready to be copied by hand. */
async function copy(elements) {
  try {
    await navigator.clipboard.writeText(elements.map((each) => each.textContent.trim()).join('\n'));
    return true;
  } catch {
    getSelection().selectAllChildren(elements[0]);
    return false;
  }
}
