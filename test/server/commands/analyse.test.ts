import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Analysis } from '../../../analysis/analysis.ts';
import { analyse } from '../../../server/commands/analyse.ts';
import { writeTowns } from '../../analysis/support/towns.ts';

let folder: string;
let input: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'constat-analyse-'));
  input = join(folder, 'towns.jsonl');
  writeFileSync(
    input,
    writeTowns(60)
      .map((town) => `${JSON.stringify(town)}\n`)
      .join(''),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

describe('constat analyse', () => {
  it('keeps to what it was asked: method, classes, size of segments, floor, no resampling', async () => {
    listen();
    const output = join(folder, 'themes.json');
    const asked =
      '--method mixture --classes 3 --segment-words 20 --floor 4 --seed 7 --no-bootstrap';
    const argv = ['--input', input, '--json', output, ...asked.split(' ')];
    expect(await analyse.run(argv)).toBe(0);
    const { run, themes, choice }: Analysis = JSON.parse(readFileSync(output, 'utf8'));
    expect(run.settings).toMatchObject({
      method: 'mixture',
      classes: 3,
      segmentWords: 20,
      minimumUnits: 4,
      seed: 7,
      bootstraps: 0,
    });
    expect(choice.method).toBe('mixture');
    expect(themes.map(({ stability }) => stability)).toEqual([null, null, null]);
  });

  it('refuses a place where nothing can be written before it reads anything', async () => {
    const said = listen();
    const output = join(folder, 'absent', 'themes.json');
    const argv = ['--input', join(folder, 'nulle-part.jsonl'), '--json', output];
    expect(await analyse.run(argv)).toBe(1);
    expect(said()).toBe(
      `Le résultat ne peut pas être écrit dans ${output} : son dossier n’existe pas.\n`,
    );
  });

  it('leaves the result of yesterday alone when there is nothing to analyse', async () => {
    listen();
    const output = join(folder, 'yesterday.json');
    writeFileSync(output, 'hier');
    const absent = join(folder, 'nulle-part.jsonl');
    expect(await analyse.run(['--input', absent, '--json', output])).toBe(1);
    expect(readFileSync(output, 'utf8')).toBe('hier');
    expect(existsSync(absent)).toBe(false);
  });

  it.each([
    [['--unit', 'page'], '--unit attend'],
    [['--method', 'oracle'], '--method attend auto, reinert, double, mixture'],
    [['--classes', '1'], '--classes attend'],
    [['--classes', '2.5'], '--classes attend'],
    [['--floor', '0'], '--floor attend'],
    [['--segment-words', '4'], '--segment-words attend'],
    [['--segment-words', '501'], '--segment-words attend'],
    [['--seed', '-1'], 'Une option est inconnue ou incomplète'],
    [['--seed', '1e99'], '--seed attend'],
    [['--no-bootstrap=oui'], 'Une option est inconnue'],
  ])('explains a wrong request: %j', async (words, message) => {
    const said = listen();
    expect(await analyse.run(['--input', input, '--json', '-', ...words])).toBe(2);
    expect(said()).toContain(message);
  });
});

/** What is said on stderr, and no more on the terminal. */
function listen(): () => string {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => write.mock.calls.map(([text]) => String(text)).join('');
}
