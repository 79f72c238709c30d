/** Draws numbers in [0, 1); the same seed gives the same sequence on any machine. */
export type Random = () => number;

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, enough for starts and resampling. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

export function randomInteger(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** Fisher and Yates, in place. */
export function shuffle<Values extends { length: number; [index: number]: number }>(
  values: Values,
  random: Random,
): Values {
  for (let i = values.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    const held = values[i];
    values[i] = values[j];
    values[j] = held;
  }
  return values;
}
