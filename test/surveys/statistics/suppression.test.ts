import { describe, expect, it } from 'vitest';
import { type Counts, type Release, release } from '../../../surveys/results/release.ts';
import { generator } from '../../../surveys/statistics/random.ts';
import { suppress } from '../../../surveys/statistics/suppression.ts';

describe('what may be published', () => {
  it('hides small counts, and the neighbour without which a subtraction would give them away', () => {
    // 40 + 25 + 3 = 68: hiding 3 alone leaves 68 − 40 − 25.
    const hidden = suppress({ cells: [68, 40, 25, 3], sums: [{ total: 0, parts: [1, 2, 3] }] }, 11);
    expect(hidden).toEqual([false, false, true, true]);
  });

  it('hides until what is hidden adds up to k, since the difference tells that much', () => {
    // 4 and 3 together are 7, under 11: 20 goes too.
    const hidden = suppress(
      { cells: [57, 30, 20, 4, 3], sums: [{ total: 0, parts: [1, 2, 3, 4] }] },
      11,
    );
    expect(hidden).toEqual([false, false, true, true, true]);
  });

  it('publishes zeros and all that is large', () => {
    const hidden = suppress({ cells: [50, 0, 50], sums: [{ total: 0, parts: [1, 2] }] }, 11);
    expect(hidden).toEqual([false, false, false]);
  });

  it('sees through two filters: all but one region, all but one category', () => {
    const by = (facet: string, pairs: readonly (readonly [string, number, number])[]) => ({
      facet,
      groups: pairs.map(([value, yes, no]) => ({
        value,
        counts: { n: yes + no, counts: [yes, no] },
      })),
    });
    const { overall, by: tables } = release(
      { n: 100, counts: [60, 40] },
      [
        by('region', [
          ['east', 30, 20],
          ['west', 28, 2],
          ['south', 2, 18],
        ]),
      ],
      { isMultiple: false, k: 11 },
    );
    expect(overall).toEqual({ n: 100, counts: [60, 40] });
    // West « no » is 2: its row and its column each hide another; the rest of the page still stands.
    const shown = tables[0]?.groups.map(({ counts }) => counts);
    expect(shown).toEqual([
      { n: 50, counts: [30, 20] },
      { n: 30, counts: [null, null] },
      { n: 20, counts: [null, null] },
    ]);
  });

  it('knows that who did not choose is who answered less who chose', () => {
    // 58 of 60 chose: the 2 who did not are as exposed as 2 who would have.
    const { overall } = release({ n: 60, counts: [58, 30] }, [], { isMultiple: true, k: 11 });
    expect(overall).toEqual({ n: 60, counts: [null, 30] });
  });
});

interface Person {
  readonly answers: readonly number[];
  readonly groups: readonly number[];
}

const FACET_SIZES = [4, 3];

function peopleOf(
  random: () => number,
  count: number,
  choices: number,
  isMultiple: boolean,
): Person[] {
  const skewed = (size: number) => Math.floor(size * random() ** 2);
  return Array.from({ length: count }, () => ({
    answers: isMultiple
      ? Array.from({ length: choices }, (_, choice) => choice).filter(() => random() < 0.4)
      : [skewed(choices)],
    groups: FACET_SIZES.map(skewed),
  }));
}

function countsOf(people: readonly Person[], choices: number): Counts {
  const counts = Array.from(
    { length: choices },
    (_, choice) => people.filter(({ answers }) => answers.includes(choice)).length,
  );
  return { n: people.length, counts };
}

function publish(
  people: readonly Person[],
  choices: number,
  isMultiple: boolean,
  k: number,
): Release {
  const by = FACET_SIZES.map((size, facet) => ({
    facet: String(facet),
    groups: Array.from({ length: size }, (_, group) => ({
      value: String(group),
      counts: countsOf(
        people.filter(({ groups }) => groups[facet] === group),
        choices,
      ),
    })),
  }));
  return release(countsOf(people, choices), by, { isMultiple, k });
}

/**
 * Whoever holds every table that was published. Unknowns: how many of each answer are in each crossing of the facets,
 * which no table gives; for several answers, of each choice apart, who gave it and who did not.
 */
function attack(published: Release, choices: number, isMultiple: boolean): string[] {
  const [regions = 0, categories = 0] = FACET_SIZES;
  const systems = isMultiple ? Array.from({ length: choices }, (_, choice) => [choice]) : [null];
  return systems.flatMap((only) => {
    const answers = only ? 2 : choices;
    const unknowns = answers * regions * categories;
    const unknown = (answer: number, region: number, category: number) =>
      (answer * regions + region) * categories + category;
    const equations: { mask: bigint[]; value: number }[] = [];
    const hidden: { name: string; mask: bigint[] }[] = [];
    const see = (
      name: string,
      value: number | null,
      holds: (a: number, r: number, c: number) => boolean,
    ) => {
      const mask = Array<bigint>(unknowns).fill(0n);
      for (let a = 0; a < answers; a += 1)
        for (let r = 0; r < regions; r += 1)
          for (let c = 0; c < categories; c += 1) if (holds(a, r, c)) mask[unknown(a, r, c)] = 1n;
      if (value === null) hidden.push({ name, mask });
      else equations.push({ mask, value });
    };
    const seeCounts = (
      name: string,
      { n, counts }: Release['overall'],
      within: (r: number, c: number) => boolean,
    ) => {
      see(`n ${name}`, n, (_a, r, c) => within(r, c));
      const shown = only ? only.map((choice) => counts[choice] ?? null) : counts;
      for (const [answer, count] of shown.entries())
        see(`${answer} ${name}`, count, (a, r, c) => a === answer && within(r, c));
    };
    seeCounts('all', published.overall, () => true);
    for (const [facet, { groups }] of published.by.entries())
      for (const [group, { counts }] of groups.entries())
        seeCounts(`${facet}=${group}`, counts, (r, c) => (facet === 0 ? r : c) === group);
    // A published zero empties every crossing under it.
    for (const { mask, value } of [...equations])
      if (value === 0)
        mask.forEach((one, at) => {
          if (one === 1n)
            equations.push({ mask: mask.map((_, other) => (other === at ? 1n : 0n)), value: 0 });
        });
    const space = echelon(equations.map(({ mask }) => mask));
    return hidden.filter(({ mask }) => isWithin(mask, space)).map(({ name }) => name);
  });
}

const PRIME = 2_147_483_647n;

function echelon(rows: bigint[][]): { pivot: number; row: bigint[] }[] {
  const basis: { pivot: number; row: bigint[] }[] = [];
  for (const row of rows) {
    const left = reduceBy(row, basis);
    const pivot = left.findIndex((value) => value !== 0n);
    if (pivot < 0) continue;
    const inverse = power(left[pivot] ?? 1n, PRIME - 2n);
    basis.push({ pivot, row: left.map((value) => (value * inverse) % PRIME) });
  }
  return basis;
}

function reduceBy(
  row: readonly bigint[],
  basis: readonly { pivot: number; row: bigint[] }[],
): bigint[] {
  return basis.reduce(
    (left, { pivot, row: other }) => {
      const factor = left[pivot] ?? 0n;
      if (factor === 0n) return left;
      return left.map(
        (value, at) => (((value - factor * (other[at] ?? 0n)) % PRIME) + PRIME) % PRIME,
      );
    },
    [...row],
  );
}

const isWithin = (row: readonly bigint[], basis: readonly { pivot: number; row: bigint[] }[]) =>
  reduceBy(row, basis).every((value) => value === 0n);

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = power(base, exponent / 2n);
  const square = (half * half) % PRIME;
  return exponent % 2n === 0n ? square : (square * base) % PRIME;
}

describe('whoever subtracts published tables from each other', () => {
  it('first of all works out what naive suppression hides', () => {
    // The attack itself is put to the test: small cells hidden, and nothing else.
    const random = generator(1);
    let broken = 0;
    for (let trial = 0; trial < 30; trial += 1) {
      const people = peopleOf(random, 90, 4, false);
      const whole = publish(people, 4, false, 1); // k = 1 hides nothing
      const naive = (counts: Release['overall']) => ({
        n: counts.n,
        counts: counts.counts.map((count) =>
          count !== null && count > 0 && count < 11 ? null : count,
        ),
      });
      const published = {
        ...whole,
        overall: naive(whole.overall),
        by: whole.by.map((table) => ({
          ...table,
          groups: table.groups.map(({ value, counts }) => ({ value, counts: naive(counts) })),
        })),
      };
      if (attack(published, 4, false).length > 0) broken += 1;
    }
    expect(broken).toBeGreaterThan(10);
  });

  it.each([
    { isMultiple: false, choices: 4, k: 11 },
    { isMultiple: false, choices: 3, k: 5 },
    { isMultiple: true, choices: 3, k: 11 },
  ])('never finds a hidden count: $choices choices, k = $k, several: $isMultiple', (settings) => {
    const { isMultiple, choices, k } = settings;
    const random = generator(17);
    let hidden = 0;
    for (let trial = 0; trial < 60; trial += 1) {
      const people = peopleOf(random, 20 + Math.floor(random() * 300), choices, isMultiple);
      const published = publish(people, choices, isMultiple, k);
      hidden += published.hidden;
      expect(attack(published, choices, isMultiple)).toEqual([]);
      for (const { n, counts } of [
        published.overall,
        ...published.by.flatMap(({ groups }) => groups.map((each) => each.counts)),
      ])
        for (const count of [n, ...counts])
          expect(count === null || count === 0 || count >= k).toBe(true);
    }
    expect(hidden).toBeGreaterThan(100);
  });

  it('is left with at least two possible values of each hidden count, on tables small enough to try them all', () => {
    const random = generator(23);
    for (let trial = 0; trial < 150; trial += 1) {
      const table = Array.from({ length: 3 }, () =>
        Array.from({ length: 3 }, () => Math.floor(9 * random() ** 2)),
      );
      const k = 3;
      const flat = table.flat();
      const rowSums = table.map((row) => row.reduce((sum, count) => sum + count, 0));
      const columnSums = [0, 1, 2].map((c) => table.reduce((sum, row) => sum + (row[c] ?? 0), 0));
      const n = rowSums.reduce((sum, count) => sum + count, 0);
      const cells = [...flat, ...rowSums, ...columnSums, n];
      const sums = [
        ...[0, 1, 2].map((r) => ({ total: 9 + r, parts: [0, 1, 2].map((c) => 3 * r + c) })),
        ...[0, 1, 2].map((c) => ({ total: 12 + c, parts: [0, 1, 2].map((r) => 3 * r + c) })),
        { total: 15, parts: [9, 10, 11] },
        { total: 15, parts: [12, 13, 14] },
      ];
      const hidden = suppress({ cells, sums }, k);
      const possible = valuesOf(cells, hidden);
      hidden.forEach((isHidden, cell) => {
        if (isHidden)
          expect([cells, cell, possible[cell]?.size ?? 0]).not.toEqual([cells, cell, 1]);
      });
    }
  });
});

/** Every table of counts that fits what is published, cell by cell: which values each may take (two are enough). */
function valuesOf(cells: readonly number[], hidden: readonly boolean[]): Set<number>[] {
  const seen = cells.map(() => new Set<number>());
  const n = hidden[15] ? 99 : (cells[15] ?? 0);
  const table = Array<number>(9).fill(0);
  let budget = 400_000;
  const isDone = () => hidden.every((isHidden, cell) => !isHidden || (seen[cell]?.size ?? 0) > 1);
  const fits = (total: number, held: number) => hidden[total] || cells[total] === held;
  const at = (cell: number) => table[cell] ?? 0;
  const fill = (cell: number, sum: number): void => {
    if (budget-- < 0 || isDone()) return;
    if (cell === 9) {
      const rows = [0, 1, 2].map((r) => at(3 * r) + at(3 * r + 1) + at(3 * r + 2));
      const columns = [0, 1, 2].map((c) => at(c) + at(c + 3) + at(c + 6));
      const all = [...rows, ...columns, sum];
      if (!all.every((held, index) => fits(9 + index, held))) return;
      for (const [index, value] of [...table, ...all].entries()) seen[index]?.add(value);
      return;
    }
    const isRowEnd = cell % 3 === 2;
    const row = Math.floor(cell / 3);
    const options = hidden[cell]
      ? Array.from({ length: Math.min(n - sum, 24) + 1 }, (_, value) => value)
      : [cells[cell] ?? 0];
    for (const value of options) {
      table[cell] = value;
      const held = at(3 * row) + at(3 * row + 1) + at(3 * row + 2);
      const column = cell % 3;
      const isTall = cell < 6 || fits(12 + column, at(column) + at(column + 3) + at(column + 6));
      if ((!isRowEnd || fits(9 + row, held)) && isTall) fill(cell + 1, sum + value);
    }
    table[cell] = 0;
  };
  fill(0, 0);
  return seen;
}
