import type { ThemeMetadata } from '../analysis.ts';
import type { Contribution } from '../corpus.ts';
import { falseDiscoveryRates } from '../math/falseDiscovery.ts';
import { upperNormalTail } from '../math/normal.ts';
import { createRandom, shuffle } from '../math/random.ts';

/** Under these numbers of stakeholders nothing is tested, and nothing said. */
const MINIMUM_SPEAKERS = 10;
const MINIMUM_SPEAKERS_OF_VALUE = 4;
/** A variable with more values than this is an identifier or a free text, not a group. */
const MAXIMUM_VALUES = 40;
const PERMUTATIONS = 1999;
const PERMUTED_SPEAKERS = 1000;
const ACCEPTED_RATE = 0.05;

/**
 * Which values of which variables a theme attracts or is avoided by. Stakeholders are counted, not
 * units: those of one person are not independent. The statistic is the mean, over the stakeholders of a
 * value, of the share of their classified units that falls in the theme; values are permuted among
 * stakeholders (beyond a thousand of them, the normal law with the permutation's exact variance), and
 * the false-discovery rate is held at 5 % over all tests of the run. `group` is by unit, from 1.
 */
export function relateMetadata(
  contributions: readonly Contribution[],
  unitContribution: Uint32Array,
  group: Int32Array,
  classes: number,
  seed: number,
): ThemeMetadata[][] {
  const speakers = gatherSpeakers(contributions, unitContribution, group, classes);
  const variables = new Set(contributions.flatMap(({ metadata }) => Object.keys(metadata ?? {})));
  const tests = [...variables]
    .sort()
    .flatMap((variable) => testVariable(speakers, variable, classes, seed));
  const rates = falseDiscoveryRates(tests.map(({ p }) => p));
  const kept = tests.flatMap((test, at) =>
    rates[at] <= ACCEPTED_RATE ? [{ ...test, q: rates[at] }] : [],
  );
  return Array.from({ length: classes }, (_, theClass) =>
    kept
      .filter((test) => test.theClass === theClass)
      .sort((a, b) => a.q - b.q || b.lift - a.lift)
      .map(({ theClass: _class, lift: _lift, ...relation }) => relation),
  );
}

type Speaker = {
  readonly values: Map<string, string>;
  /** Classified units in each theme, then their shares. */
  readonly units: Float64Array;
};

type Test = Omit<ThemeMetadata, 'q'> & { readonly theClass: number; readonly lift: number };

function gatherSpeakers(
  contributions: readonly Contribution[],
  unitContribution: Uint32Array,
  group: Int32Array,
  classes: number,
): Speaker[] {
  const speakers = new Map<string, Speaker>();
  const speakerOf = contributions.map((contribution) => {
    const key =
      contribution.speaker === undefined ? `c:${contribution.id}` : `s:${contribution.speaker}`;
    const speaker = speakers.get(key) ?? { values: new Map(), units: new Float64Array(classes) };
    speakers.set(key, speaker);
    for (const [variable, value] of Object.entries(contribution.metadata ?? {})) {
      if (value !== '' && !speaker.values.has(variable)) speaker.values.set(variable, value);
    }
    return speaker;
  });
  group.forEach((theClass, unit) => {
    if (theClass > 0) speakerOf[unitContribution[unit]].units[theClass - 1]++;
  });
  return [...speakers.values()].filter(({ units }) => units.some((count) => count > 0));
}

function testVariable(
  speakers: readonly Speaker[],
  variable: string,
  classes: number,
  seed: number,
): Test[] {
  const known = speakers.flatMap(({ values, units }) => {
    const value = values.get(variable);
    return value === undefined ? [] : [{ value, units }];
  });
  const values = [...new Set(known.map(({ value }) => value))].sort();
  if (known.length < MINIMUM_SPEAKERS || values.length < 2 || values.length > MAXIMUM_VALUES)
    return [];
  const valueAt = Int32Array.from(known, ({ value }) => values.indexOf(value));
  const shares = known.map(({ units }) => {
    const total = units.reduce((sum, count) => sum + count, 0);
    return units.map((count) => count / total);
  });
  const sizes = new Int32Array(values.length);
  for (const value of valueAt) sizes[value]++;
  const p =
    known.length <= PERMUTED_SPEAKERS
      ? permutationP(shares, valueAt, sizes, classes, seed)
      : normalP(shares, valueAt, sizes, classes);
  const sums = sumShares(shares, valueAt, values.length, classes);
  return values.flatMap((value, v) => {
    if (sizes[v] < MINIMUM_SPEAKERS_OF_VALUE || known.length - sizes[v] < MINIMUM_SPEAKERS_OF_VALUE)
      return [];
    return Array.from({ length: classes }, (_, theClass) => {
      const speaks = known.filter(({ units }) => units[theClass] > 0);
      const own = speaks.filter((speaker) => speaker.value === value).length;
      const expected = (speaks.length * sizes[v]) / known.length;
      const lift = sums[v * classes + theClass] / sizes[v];
      return {
        variable,
        value,
        speakers: own,
        speakersOfValue: sizes[v],
        expected,
        p: p[v * classes + theClass],
        theClass,
        lift,
      };
    });
  });
}

function sumShares(
  shares: readonly Float64Array[],
  valueAt: Int32Array,
  values: number,
  classes: number,
): Float64Array {
  const sums = new Float64Array(values * classes);
  shares.forEach((share, speaker) => {
    const base = valueAt[speaker] * classes;
    for (let c = 0; c < classes; c++) sums[base + c] += share[c];
  });
  return sums;
}

/** Two-sided: how often permuted values lie as far from what is expected, the observed one included. */
function permutationP(
  shares: readonly Float64Array[],
  valueAt: Int32Array,
  sizes: Int32Array,
  classes: number,
  seed: number,
): Float64Array {
  const random = createRandom(seed);
  const expected = expectedSums(shares, sizes, classes);
  const distance = (sums: Float64Array) => sums.map((sum, at) => Math.abs(sum - expected[at]));
  const observed = distance(sumShares(shares, valueAt, sizes.length, classes));
  const asFar = new Float64Array(observed.length).fill(1);
  const permuted = valueAt.slice();
  for (let round = 0; round < PERMUTATIONS; round++) {
    const far = distance(sumShares(shares, shuffle(permuted, random), sizes.length, classes));
    for (let at = 0; at < far.length; at++) if (far[at] >= observed[at] - 1e-9) asFar[at]++;
  }
  return asFar.map((count) => count / (PERMUTATIONS + 1));
}

/** The same with the permutation's own variance, n(N−n)/N · s² for a sum over n of N speakers. */
function normalP(
  shares: readonly Float64Array[],
  valueAt: Int32Array,
  sizes: Int32Array,
  classes: number,
): Float64Array {
  const speakers = shares.length;
  const expected = expectedSums(shares, sizes, classes);
  const sums = sumShares(shares, valueAt, sizes.length, classes);
  const variance = Float64Array.from({ length: classes }, (_, c) => {
    const mean = shares.reduce((sum, share) => sum + share[c], 0) / speakers;
    return shares.reduce((sum, share) => sum + (share[c] - mean) ** 2, 0) / (speakers - 1);
  });
  return sums.map((sum, at) => {
    const n = sizes[Math.floor(at / classes)];
    const deviation = Math.sqrt(((n * (speakers - n)) / speakers) * variance[at % classes]);
    return deviation === 0 ? 1 : 2 * upperNormalTail(Math.abs(sum - expected[at]) / deviation);
  });
}

function expectedSums(
  shares: readonly Float64Array[],
  sizes: Int32Array,
  classes: number,
): Float64Array {
  const all = sumShares(shares, new Int32Array(shares.length), 1, classes);
  const expected = new Float64Array(sizes.length * classes);
  return expected.map(
    (_, at) => (all[at % classes] * sizes[Math.floor(at / classes)]) / shares.length,
  );
}
