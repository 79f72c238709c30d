/** Says that answers came since the page was read; nothing moves under the reader's eyes until they ask for it. */

const EVERY_MS = 10_000;

const place = document.querySelector('[data-received]');
if (place) setInterval(() => void look(place), EVERY_MS);

async function look(place) {
  if (document.visibilityState !== 'visible') return;
  const answer = await fetch(place.dataset.state).catch(() => undefined);
  if (!answer?.ok) return;
  const { received, words } = await answer.json();
  if (received === Number(place.dataset.received)) return;
  place.querySelector('[data-live]').textContent = words;
}
