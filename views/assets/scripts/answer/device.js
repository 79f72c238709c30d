/** What this device keeps of a page until the server has it. A private window may refuse: then nothing is kept. */

const PREFIX = 'constat:';

export function hold(form, fields) {
  attempt(() => localStorage.setItem(keyOf(form), JSON.stringify(fields)));
}

export function heldFor(form) {
  const held = attempt(() => JSON.parse(localStorage.getItem(keyOf(form)) ?? 'null'));
  return Array.isArray(held) ? held : undefined;
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

function keyOf(form) {
  return `${PREFIX}${form.dataset.response}:${new URL(form.action).pathname}`;
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
