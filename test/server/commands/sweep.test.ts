import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { analyse } from '../../../analysis/pipeline.ts';
import { sweepCommand } from '../../../server/commands/sweep.ts';
import { writeTowns } from '../../analysis/support/towns.ts';

const CLI = join(import.meta.dirname, '../../../server/cli.ts');
const towns = writeTowns(60).map(({ id, text }) => ({ id, text }));

let folder: string;
let input: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'constat-sweep-'));
  input = join(folder, 'towns.jsonl');
  writeFileSync(input, towns.map((town) => `${JSON.stringify(town)}\n`).join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

describe('constat sweep', () => {
  it('writes each setting with the figures of its analysis', async () => {
    listen();
    const output = join(folder, 'grid.json');
    const asked = '--methods reinert,mixture --classes 2-3 --segment-words 20,40 --floors 3';
    const argv = ['--input', input, '--json', output, ...asked.split(' '), '--no-bootstrap'];
    expect(await sweepCommand.run(argv)).toBe(0);
    const lines = JSON.parse(readFileSync(output, 'utf8'));
    expect(lines).toHaveLength(8);
    expect(lines[3]).toMatchObject({
      method: 'reinert',
      classes: 3,
      segmentWords: 40,
      floor: 3,
      seed: 1,
      stability: null,
    });
    const full = analyse(towns, {
      method: 'reinert',
      classes: 3,
      minimumUnits: 3,
      bootstraps: 0,
    });
    expect(lines[3].leftOutShare).toBe(full.leftOut.share);
    expect(lines[3].largestShare).toBe(full.themes[0]?.share);
  });

  it.each([
    [['--methods', 'reinert,oracle'], '--methods attend'],
    [['--methods', ''], '--methods attend'],
    [['--classes', '1-4'], '--classes attend'],
    [['--classes', '6-4'], '--classes attend'],
    [['--classes', '2-3-4'], '--classes attend'],
    [['--segment-words', '40,4'], '--segment-words attend'],
    [['--floors', 'auto,0'], '--floors attend'],
    [['--seed', '1.5'], '--seed attend'],
    [['--unit', 'page'], '--unit attend'],
    [['--couleur', 'bleu'], 'Une option est inconnue'],
  ])('explains a wrong request: %j', async (words, message) => {
    const said = listen();
    expect(await sweepCommand.run(['--input', input, '--json', '-', ...words])).toBe(2);
    expect(said()).toContain(message);
  });

  it('interrupted, writes what is measured and says that it is not all', async () => {
    const output = join(folder, 'part.json');
    const argv = ['sweep', '--input', input, '--json', output, '--classes', '2-40'];
    const child = spawn(process.execPath, [CLI, ...argv, '--methods', 'mixture']);
    let said = '';
    await new Promise<void>((resolve) =>
      child.stderr.on('data', (chunk) => {
        said += chunk;
        if (said.includes('1 / 39')) resolve();
      }),
    );
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(said).toContain('Interrompue');
    const lines = JSON.parse(readFileSync(output, 'utf8'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(39);
    expect(lines[0].classes).toBe(2);
  });
});

/** What is said on stderr, and no more on the terminal. */
function listen(): () => string {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => write.mock.calls.map(([text]) => String(text)).join('');
}
