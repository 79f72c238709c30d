/**
 * Keeps what is marked `data-kept` as the server has it, for as long as something is `data-waiting`. What has not
 * changed is left alone: the button under one's finger stays there.
 */
const PERIOD_MS = 2000;

if (isWaiting()) setTimeout(refresh, PERIOD_MS);

async function refresh() {
  try {
    const answer = await fetch(location.href);
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } catch {
    // No network just now: what is shown stays, and the next turn tries again.
  }
  if (isWaiting()) setTimeout(refresh, PERIOD_MS);
}

function show(fresh) {
  for (const place of document.querySelectorAll('[data-kept]')) {
    const held = fresh.getElementById(place.id);
    if (held && held.outerHTML !== place.outerHTML) place.replaceWith(held);
  }
}

function isWaiting() {
  return document.querySelector('[data-kept][data-waiting]') !== null;
}
