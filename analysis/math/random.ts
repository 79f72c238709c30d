/** Draws numbers in [0, 1); the same seed gives the same sequence on any machine. */
export type Random = () => number;

/** Numbers drawn one after the other, whose place others may be told, to draw what comes later without what comes before. */
export type Sequence = {
  readonly random: Random;
  /** The seed of a generator that begins where this one will be after so many draws. */
  seedAfter(draws: number): number;
  skip(draws: number): void;
};

/** What one step adds to the state of Mulberry32. */
const STEP = 0x6d2b79f5;

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, enough for starts and resampling. */
export function createSequence(seed: number): Sequence {
  let state = seed >>> 0;
  const seedAfter = (draws: number) => (state + Math.imul(draws, STEP)) >>> 0;
  return {
    random() {
      state = (state + STEP) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
    },
    seedAfter,
    skip(draws) {
      state = seedAfter(draws);
    },
  };
}

export const createRandom = (seed: number): Random => createSequence(seed).random;

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
