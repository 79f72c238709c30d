/** Shows how far a file has been sent, and keeps the page when it is refused. Without it, the form is a form. */
const form = document.querySelector('[data-upload]');
const field = form?.elements.namedItem('file');
const progress = form?.querySelector('[data-upload-progress]');
const error = document.getElementById('file-error');

form?.addEventListener('submit', (event) => {
  if (!field.files?.length) return;
  event.preventDefault();
  send(new FormData(form));
});

function send(body) {
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'application/json');
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded, total }) => show(loaded / total));
  request.addEventListener('load', () => {
    if (request.status === 201) location.assign(request.response.location);
    else refuse(request.response?.message ?? form.dataset.failed);
  });
  request.addEventListener('error', () => refuse(form.dataset.interrupted));
  show(0);
  setBusy(true);
  request.send(body);
}

function show(share) {
  const percent = Math.round(share * 100);
  progress.hidden = false;
  progress.querySelector('progress').value = percent;
  progress.querySelector('.progress-text').textContent =
    percent < 100 ? `${percent}\u202f%` : form.dataset.received;
}

function refuse(message) {
  progress.hidden = true;
  setBusy(false);
  error.hidden = false;
  error.querySelector('span').textContent = message;
  field.closest('.field').classList.add('has-error');
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', 'file-error file-hint');
  field.focus();
}

function setBusy(isBusy) {
  form.querySelector('button').disabled = isBusy;
}
