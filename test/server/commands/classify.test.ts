import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { classify } from '../../../server/commands/classify.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'constat-classify-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Four segments on housing, three on shops, an empty one, one form a column. */
const CELLS = '1 1,1 2,2 1,2 3,3 1,3 2,3 3,4 2,4 3,4 5,5 4,5 5,6 3,6 4,6 5,7 4,7 5';
const TABLE = `%%MatrixMarket matrix coordinate pattern general\n8 5 17\n${CELLS.replaceAll(',', '\n')}\n`;

describe('constat classify', () => {
  test('writes the splits and the class of each row, in the order of the file', async () => {
    const input = await fileWith(TABLE);
    const output = join(folder, 'classes.json');
    expect(await classify.run(['--matrix', input, '--classes', '2', '--json', output])).toBe(0);
    const report = JSON.parse(await readFile(output, 'utf8'));
    const [housing] = report.groups['2'];
    expect(report.groups).toEqual({
      2: [1, 1, 1, 1, 2, 2, 2, 0].map((group) =>
        group === 0 || housing === 1 ? group : 3 - group,
      ),
    });
    expect(report.splits).toHaveLength(1);
    expect(report.splits[0]).toMatchObject({ parent: 1, rows: 7, columns: 5 });
    expect(report.splits[0].chi2).toBeCloseTo((289 / 70) * (8.5 - 100 / 17), 9);
    expect(report.splits[0].sizes.toSorted()).toEqual([3, 4]);
    expect(report.seconds).toBeGreaterThanOrEqual(0);
    expect(report.peakMemoryMb).toBeGreaterThan(1);
  });

  test('adds what two classifications of the same segments both say', async () => {
    const input = await fileWith(TABLE);
    const contributions = join(folder, 'contributions.txt');
    await writeFile(contributions, 'a\na\nb\nb\nc\nc\nd\nd\n');
    const output = join(folder, 'double.json');
    const argv = ['--matrix', input, '--classes', '2', '--json', output, '--double', '1,2'];
    const members = ['--contributions', contributions, '--min-members', '3'];
    expect(await classify.run([...argv, ...members])).toBe(0);
    const { double, groups } = JSON.parse(await readFile(output, 'utf8'));
    // Every segment holds two forms or more, but the empty one, which joins its neighbour of d.
    expect(double.crossed).toBe(2);
    expect(double.partitions).toHaveLength(2);
    for (const { classes, group, gap, members: held } of double.partitions) {
      expect([classes, held, gap]).toEqual([2, 8, 0]);
      expect(group.map((one: number) => one === group[0])).toEqual(
        groups['2'].map((one: number) => one === groups['2'][0]),
      );
    }
  });

  test('says that the list of contributions is not as long as the table', async () => {
    const said = listen();
    const contributions = join(folder, 'short.txt');
    await writeFile(contributions, 'a\nb\n');
    const argv = ['--matrix', await fileWith(TABLE), '--classes', '2', '--json', '-'];
    const double = ['--double', '1,2', '--contributions', contributions];
    expect(await classify.run([...argv, ...double])).toBe(1);
    expect(said()).toContain('2 lignes, pour 8 lignes de tableau');
  });

  test.each([
    [
      ['--matrix', 'a.mtx', '--classes', '3', '--double', '10', '--json', '-'],
      '--double attend deux nombres',
    ],
    [
      ['--matrix', 'a.mtx', '--classes', '3', '--double', '10,15', '--json', '-'],
      'Il manque --contributions',
    ],
    [['--classes', '2', '--json', '-'], 'Il manque --matrix'],
    [['--matrix', 'a.mtx', '--json', '-'], '--classes attend'],
    [['--matrix', 'a.mtx', '--classes', '1', '--json', '-'], '--classes attend'],
    [['--matrix', 'a.mtx', '--classes', '3', '--couleur', '-'], 'Une option est inconnue'],
    [['--matrix', 'a.mtx', '--classes', '3', '--contingency', '3', '--json', '-'], 'de 0 à 1'],
  ])('explains a wrong request: %j', async (argv, message) => {
    const said = listen();
    expect(await classify.run(argv)).toBe(2);
    expect(said()).toContain(message);
  });

  test('says which line of a table is wrong', async () => {
    const said = listen();
    const input = await fileWith(TABLE.replace('\n4 2\n', '\n44 2\n'));
    expect(await classify.run(['--matrix', input, '--classes', '2', '--json', '-'])).toBe(1);
    expect(said()).toContain('ligne 10 : la cellule sort du tableau');
  });

  test('says that a file is not there', async () => {
    const said = listen();
    const argv = ['--matrix', join(folder, 'absent.mtx'), '--classes', '2', '--json', '-'];
    expect(await classify.run(argv)).toBe(1);
    expect(said()).toContain('absent.mtx ne peut pas être lu');
  });
});

async function fileWith(text: string): Promise<string> {
  const path = join(folder, 'table.mtx');
  await writeFile(path, text);
  return path;
}

function listen(): () => string {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => {
    const said = write.mock.calls.map(([text]) => String(text)).join('');
    write.mockRestore();
    return said;
  };
}
