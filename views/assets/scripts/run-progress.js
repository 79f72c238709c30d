/** Shows how far an analysis is, as the server says it; the page is read again when it ends. */

const place = document.querySelector('[data-progress]');
if (place) follow(place);

function follow(place) {
  const bar = place.querySelector('progress');
  const words = place.querySelector('.progress-text');
  const source = new EventSource(place.dataset.progress);
  source.addEventListener('progress', ({ data }) => {
    const { value, max, text } = JSON.parse(data);
    bar.max = max;
    bar.value = value;
    words.textContent = text;
  });
  source.addEventListener('end', () => {
    source.close();
    location.reload();
  });
}
