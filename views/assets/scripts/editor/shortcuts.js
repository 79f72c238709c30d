/** Ctrl S saves; Ctrl Z and Ctrl Y undo and redo outside a field, where they are the field's own. */
export function listenToKeys(send) {
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 's') {
      const form =
        document.activeElement?.closest('form[data-edit]') ??
        document.querySelector('form[data-edit]');
      if (!form) return;
      event.preventDefault();
      send(form);
      return;
    }
    if (document.activeElement?.matches('input, textarea, select')) return;
    const act =
      key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : undefined;
    const button = act && document.querySelector(`[data-shortcut="${act}"]`);
    if (!button) return;
    event.preventDefault();
    send(button.form, button);
  });
}
