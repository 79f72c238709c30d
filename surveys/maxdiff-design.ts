import { generator } from './statistics/random.ts';

/**
 * A balanced design for best–worst scaling (Louviere, Flynn & Marley 2015): each item is on as many screens
 * as any other, never twice on one screen, and pairs meet as evenly as can be found.
 */
export type Design = { items: number; screens: number; perScreen: number; seed: number };

const RESTARTS = 40;

/** @returns for each screen, the indices of its items. The same settings give the same screens everywhere. */
export function designScreens({ items, screens, perScreen, seed }: Design): number[][] {
  const random = generator(seed);
  const attempts = Array.from({ length: RESTARTS }, () =>
    improve(deal(items, screens, perScreen, random), items),
  );
  const best = attempts.reduce((a, b) => (unevenness(b, items) < unevenness(a, items) ? b : a));
  return best.map((screen) => shuffle(screen, random));
}

/** Deals shuffled packs one after the other; an item already on the screen waits for the next one. */
function deal(items: number, screens: number, perScreen: number, random: () => number): number[][] {
  const dealt: number[][] = [];
  let pack: number[] = [];
  for (let screen = 0; screen < screens; screen += 1) {
    if (pack.length < perScreen) {
      const fresh = shuffle(indices(items), random);
      pack = [
        ...pack,
        ...fresh.filter((item) => !pack.includes(item)),
        ...fresh.filter((item) => pack.includes(item)),
      ];
    }
    dealt.push(pack.splice(0, perScreen));
  }
  return dealt;
}

/** Swaps two items of two screens while a swap makes pairs meet more evenly: the first best swap, until none. */
function improve(screens: number[][], items: number): number[][] {
  let current = screens;
  let score = unevenness(current, items);
  for (;;) {
    const next = bestSwap(current, items);
    const nextScore = next ? unevenness(next, items) : score;
    if (!next || nextScore >= score) return current;
    current = next;
    score = nextScore;
  }
}

function bestSwap(screens: number[][], items: number): number[][] | undefined {
  const swaps = allSwaps(screens);
  let best: number[][] | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const swapped of swaps) {
    const score = unevenness(swapped, items);
    if (score < bestScore) [best, bestScore] = [swapped, score];
  }
  return best;
}

function* allSwaps(screens: number[][]): Generator<number[][]> {
  for (const [i, left] of screens.entries()) {
    for (const [j, right] of screens.entries()) {
      if (j > i) yield* swapsBetween(screens, [i, left], [j, right]);
    }
  }
}

function* swapsBetween(
  screens: number[][],
  [i, left]: [number, number[]],
  [j, right]: [number, number[]],
): Generator<number[][]> {
  for (const a of left) {
    for (const b of right) {
      if (left.includes(b) || right.includes(a)) continue;
      const swapped = [...screens];
      swapped[i] = left.map((item) => (item === a ? b : item));
      swapped[j] = right.map((item) => (item === b ? a : item));
      yield swapped;
    }
  }
}

/** Sum over pairs of the square of how often they meet: least when meetings are spread evenly. */
function unevenness(screens: readonly number[][], items: number): number {
  const meetings = new Uint16Array(items * items);
  let total = 0;
  for (const screen of screens) {
    for (const a of screen) {
      for (const b of screen) {
        if (a >= b) continue;
        const met = meetings[a * items + b] ?? 0;
        meetings[a * items + b] = met + 1;
        total += 2 * met + 1;
      }
    }
  }
  return total;
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Fisher and Yates. */
function shuffle(items: readonly number[], random: () => number): number[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = shuffled[last] ?? 0;
    shuffled[last] = shuffled[other] ?? 0;
    shuffled[other] = held;
  }
  return shuffled;
}
