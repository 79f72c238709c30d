import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstAxis } from '../../../analysis/math/firstAxis.ts';
import {
  type BooleanMatrix,
  columnCounts,
  matrixFromRows,
  takeRows,
} from '../../../analysis/math/matrix.ts';
import { coherence } from '../../../analysis/steps/coherence.ts';
import { correspond } from '../../../analysis/steps/correspondence.ts';
import { cutAlongFirstAxis, partitionChi2 } from '../../../analysis/steps/cut.ts';
import { handDownForms } from '../../../analysis/steps/features.ts';
import { profileChi2, profileClasses } from '../../../analysis/steps/keyness.ts';
import { linksBetween } from '../../../analysis/steps/similarity.ts';
import { specificity } from '../../../analysis/steps/specificity.ts';
import { bestJaccards } from '../../../analysis/steps/stability.ts';
import { switchRows } from '../../../analysis/steps/switch.ts';
import { formatNumber } from '../../../views/format.ts';
import { openTestPlatform, openVisitor, type TestPlatform } from '../../support/platform.ts';

/** The example of the page, as its own table gives it. */
interface Example {
  readonly words: readonly string[];
  readonly matrix: BooleanMatrix;
}

function readExample(page: string): Example {
  const table = /<table[^>]*id="exemple">(.*?)<\/table>/s.exec(page)?.[1] ?? '';
  const words = [...table.matchAll(/<th scope="col">(.*?)<\/th>/g)].map(([, word]) => String(word));
  const rows = [...table.matchAll(/<tr><th scope="row">s\d<\/th>(.*?)<\/tr>/g)].map(([, cells]) =>
    [...String(cells).matchAll(/<td>([01])<\/td>/g)].flatMap(([, cell], at) =>
      cell === '1' ? [at] : [],
    ),
  );
  return { words: words.slice(1), matrix: matrixFromRows(rows, words.length - 1) };
}

/** Every figure of the page by its name, recomputed by the functions that analyse corpora. */
function recompute({ words, matrix }: Example): Map<string, number> {
  const figures = new Map<string, number>();
  const counts = columnCounts(matrix);
  const size = matrix.columns.length;
  const at = (word: string) => words.indexOf(word);
  words.forEach((word, column) => {
    figures.set(`c.${word}`, counts[column]);
  });
  figures.set('N', size);

  const cut = cutAlongFirstAxis(matrix);
  if (!cut) throw new Error('the example has no cut');
  const marked = (rows: Iterable<number>) => {
    const isFirst = new Uint8Array(matrix.rowCount);
    for (const row of rows) isFirst[row] = 1;
    return isFirst;
  };
  const first = marked(cut.order.slice(0, cut.cutSize));
  const totalsOf = (isFirst: Uint8Array) =>
    columnCounts(
      takeRows(
        matrix,
        Int32Array.from(isFirst.keys()).filter((row) => isFirst[row]),
      ),
    );
  const sumOf = (isFirst: Uint8Array) =>
    totalsOf(isFirst).reduce((sum, total, column) => sum + total ** 2 / counts[column], 0);
  const sizeOf = (isFirst: Uint8Array) => totalsOf(isFirst).reduce((sum, total) => sum + total, 0);
  figures.set('cut.S1', sizeOf(first));
  figures.set('cut.S2', size - sizeOf(first));
  figures.set('cut.sum', sumOf(first));
  figures.set('cut.chi2', cut.chi2);
  figures.set('axis.inertia', firstAxis(matrix).sigma ** 2);
  for (let prefix = 1; prefix < matrix.rowCount; prefix++)
    figures.set(`prefix.${prefix}`, partitionChi2(matrix, marked(cut.order.slice(0, prefix))));
  for (let row = 0; row < matrix.rowCount; row++) {
    const moved = first.slice();
    moved[row] = 1 - moved[row];
    figures.set(`change.s${row + 1}`, sumOf(moved) - sumOf(first));
    figures.set(`moved.s${row + 1}`, partitionChi2(matrix, moved));
  }
  const s4 = Array.from(matrix.columns.subarray(matrix.rowStart[3], matrix.rowStart[4]));
  const firstTotals = totalsOf(first);
  figures.set(
    'gain.s4.A',
    s4.reduce((sum, j) => sum + firstTotals[j] / counts[j], 0),
  );
  figures.set(
    'gain.s4.B',
    s4.reduce((sum, j) => sum + 1 / counts[j], 0),
  );
  figures.set('gain.s4', figures.get('change.s4') ?? Number.NaN);

  const switched = switchRows(takeRows(matrix, cut.order), cut.cutSize);
  const isA = marked(cut.order.filter((_, place) => switched.isFirst[place] === 1));
  figures.set('switch.chi2', switched.chi2);
  figures.set('switch.sum', sumOf(isA));

  const a = totalsOf(isA);
  const sizeA = sizeOf(isA);
  for (const word of ['marché', 'halle']) {
    const expected = (counts[at(word)] * sizeA) / size;
    const rest = counts[at(word)] - expected;
    const chi2 = (a[at(word)] - expected) ** 2 * (1 / expected + 1 / rest);
    figures.set(`hand.${word}.chi2`, chi2);
    figures.set(`hand.${word}.C`, Math.sqrt(chi2 / (chi2 + counts[at(word)])));
  }
  figures.delete('hand.halle.chi2');

  const group = Int32Array.from(isA, (inA) => (inA === 1 ? 1 : 2));
  const profile = profileClasses(matrix, group, 2);
  for (const word of ['marché', 'médecin', 'cabinet'])
    figures.set(`key.${word}`, profileChi2(profile, 0, at(word)));
  figures.set('spec.t', sizeA);
  for (const word of ['marché', 'médecin'])
    figures.set(`spec.${word}`, specificity(a[at(word)], counts[at(word)], sizeA, size));
  figures.set('spec.marché.p', 10 ** -(figures.get('spec.marché') ?? 0));

  const map = correspond({ rows: 2, columns: words.length, counts: profile.counts });
  figures.set('map.inertia', map.inertias[0]);
  figures.set('map.A', map.rows[0].coordinates[0]);
  figures.set('map.B', map.rows[1].coordinates[0]);
  for (const word of ['marché', 'médecin', 'halle'])
    figures.set(`map.${word}`, map.columns[at(word)].coordinates[0]);
  const link = linksBetween(matrix).find(
    ({ first: one, second: other }) => one === at('halle') && other === at('marché'),
  );
  figures.set('jaccard', link?.jaccard ?? Number.NaN);
  const drawn = Int32Array.from([1, 2, 1, 2, 2, 1, 2]);
  figures.set('stability', bestJaccards({ classes: 2, group }, drawn)[0]);
  figures.set('coherence', coherence(matrix, [at('halle'), at('marché')]) ?? Number.NaN);
  return figures;
}

describe('the method explained on an example', () => {
  let platform: TestPlatform;
  let page: string;

  beforeAll(async () => {
    platform = await openTestPlatform();
    const { statusCode, body } = await openVisitor(platform).get('/aide/methode');
    expect(statusCode).toBe(200);
    page = body.replaceAll(/[\u00A0\u202F]/g, ' ');
  });
  afterAll(() => platform.close());

  const written = () =>
    [...page.matchAll(/data-figure="([^"]+)"[^>]*>([^<]+)</g)].map(([, name, words]) => ({
      name: String(name),
      words: String(words),
    }));

  it('is open to all, and the help leads to it', async () => {
    const { body } = await openVisitor(platform).get('/aide');
    expect(body).toContain('href="/aide/methode"');
  });

  it('has an example of seven segments and five words', () => {
    const { words, matrix } = readExample(page);
    expect(words).toEqual(['médecin', 'cabinet', 'halle', 'marché', 'commune']);
    expect([matrix.rowCount, matrix.columns.length]).toEqual([7, 17]);
  });

  it('every figure in it is what the product computes, and none is left unverified', () => {
    const figures = recompute(readExample(page));
    expect(written().length).toBeGreaterThan(60);
    for (const { name, words } of written()) {
      const decimals = words.split(',')[1]?.length ?? 0;
      const value = figures.get(name) ?? Number.NaN;
      expect([name, words]).toEqual([name, formatNumber(value, decimals)]);
    }
    expect([...figures.keys()].sort()).toEqual(
      [...new Set(written().map(({ name }) => name))].sort(),
    );
  });

  it('cuts in the order that it shows, and the classes are those that it names', () => {
    const { matrix } = readExample(page);
    const cut = cutAlongFirstAxis(matrix);
    const names = Array.from(cut?.order ?? [], (row) => `s${row + 1}`);
    expect(page).toContain(`<th scope="row">${names.slice(0, -1).join(', ')}</th>`);
    const switched = switchRows(
      takeRows(matrix, cut?.order ?? new Int32Array()),
      cut?.cutSize ?? 0,
    );
    expect(switched.moves).toBe(1);
    expect(names.filter((_, at) => switched.isFirst[at] === 1).sort()).toEqual(['s1', 's4', 's6']);
  });

  it('hands « marché » down to one class, and « halle » to both where three times are not asked', () => {
    const { matrix } = readExample(page);
    const a = columnCounts(takeRows(matrix, Int32Array.from([0, 3, 5])));
    const handed = handDownForms(a, columnCounts(matrix), 0.3, 1);
    const [halle, marché] = [2, 3];
    expect([handed.first.includes(marché), handed.second.includes(marché)]).toEqual([true, false]);
    expect([handed.first.includes(halle), handed.second.includes(halle)]).toEqual([true, true]);
  });
});
