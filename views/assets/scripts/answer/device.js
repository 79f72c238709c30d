/** What this device keeps of a page until the server has it. A private window may refuse: then nothing is kept. */

const PREFIX = 'constat:';

/** @param kept `{ fields, base }`: what was typed, and what stood in the page when it was opened. */
export function hold(form, kept) {
  const { survey } = form.dataset;
  attempt(() => localStorage.setItem(keyOf(form), JSON.stringify({ ...kept, survey })));
}

export function heldFor(form) {
  return readHeld(keyOf(form));
}

/**
 * What was typed in this very page for a response that this browser no longer opens, as when its link was taken
 * back: nobody is given it without asking.
 */
export function strandedFor(form) {
  return attempt(() => {
    const page = pageOf(form);
    const key = Object.keys(localStorage).find(
      (each) => each.startsWith(PREFIX) && each.endsWith(`:${page}`) && each !== keyOf(form),
    );
    const held = key && readHeld(key);
    return held && { ...held, drop: () => attempt(() => localStorage.removeItem(key)) };
  });
}

export function release(form) {
  attempt(() => localStorage.removeItem(keyOf(form)));
}

/** Once a response is sent, none of it stays on the device. */
export function releaseAll(response) {
  attempt(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`${PREFIX}${response}:`)) localStorage.removeItem(key);
    }
  });
}

function readHeld(key) {
  const held = attempt(() => JSON.parse(localStorage.getItem(key) ?? 'null'));
  return Array.isArray(held?.fields) ? held : undefined;
}

const pageOf = (form) => new URL(form.action).pathname;
const keyOf = (form) => `${PREFIX}${form.dataset.response}:${pageOf(form)}`;

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
