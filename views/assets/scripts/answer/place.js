/** The map of a place goes with the form; the device's own position, where it gives it, is one press away. */

export function findPlaces(form) {
  for (const place of form.querySelectorAll('[data-geopoint]')) {
    place.querySelector('.geopoint-map')?.addEventListener('click', (event) => press(form, event));
    if ('geolocation' in navigator) offerHere(form, place);
  }
}

/** A script that sends the form loses where the picture was pressed: it is written down first. */
function press(form, event) {
  if (event.detail === 0) return; // by the keyboard: nowhere in particular
  event.preventDefault();
  const { name } = event.target;
  for (const [axis, at] of [
    ['x', event.offsetX],
    ['y', event.offsetY],
  ]) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = `${name}.${axis}`;
    field.value = String(Math.round(at));
    form.append(field);
  }
  form.requestSubmit();
}

const DECIMALS = 5;

function offerHere(form, place) {
  const { geopoint: id, textHere, textRefused } = place.dataset;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-secondary';
  button.textContent = textHere;
  const said = document.createElement('p');
  said.className = 'field-hint';
  said.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        said.textContent = '';
        for (const part of ['latitude', 'longitude']) {
          const field = form.elements[`${id}.${part}`];
          field.value = coords[part].toFixed(DECIMALS).replace('.', ',').replace('-', '−');
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }
      },
      () => {
        said.textContent = textRefused;
      },
    );
  });
  place.append(button, said);
}
