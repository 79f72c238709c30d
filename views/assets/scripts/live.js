/**
 * Reads again the part of the page marked `data-live` when the server says that its figures changed. What someone is
 * using (a table open, a link in focus) is left alone: a sentence says that the figures moved, and how to see them.
 */
const place = document.querySelector('[data-live]');
if (place) follow(place);

function follow(place) {
  const status = document.querySelector('[data-live-status]');
  const source = new EventSource(place.dataset.live);
  source.addEventListener('change', async () => {
    if (isInUse(place)) {
      status.textContent = place.dataset.liveWaiting;
      return;
    }
    const fresh = await read();
    if (!fresh) return;
    place.replaceChildren(...fresh.childNodes);
    status.textContent = place.dataset.liveSaid;
  });
  addEventListener('pagehide', () => source.close());
}

const isInUse = (place) =>
  place.contains(document.activeElement) || place.querySelector('details[open]') !== null;

async function read() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.querySelector('[data-live]');
}
