import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tokens } from '../../../server/commands/tokens.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'constat-tokens-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('constat tokens', () => {
  test('writes one line of JSON a line of text, offsets counted in it', async () => {
    const input = await fileWith('\ufeffLe bourg\r\n\n😀 L’élu\n');
    const output = join(folder, 'words.jsonl');
    expect(await tokens.run(['--input', input, '--json', output])).toBe(0);
    const lines = (await readFile(output, 'utf8')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      [
        { start: 0, end: 2, form: 'Le', lemma: 'le', pos: 'tool' },
        { start: 3, end: 8, form: 'bourg', lemma: 'bourg', pos: 'noun' },
      ],
      [],
      [
        { start: 3, end: 5, form: "L'", lemma: 'le', pos: 'tool' },
        { start: 5, end: 8, form: 'élu', lemma: 'élu', pos: 'noun' },
      ],
    ]);
  });

  test('reads lines longer than any buffer', async () => {
    const input = await fileWith(`${'ville '.repeat(40_000)}\nfin`);
    const output = join(folder, 'long.jsonl');
    expect(await tokens.run(['--input', input, '--json', output])).toBe(0);
    const [first = '', second = ''] = (await readFile(output, 'utf8')).split('\n');
    expect(JSON.parse(first)).toHaveLength(40_000);
    expect(JSON.parse(second)).toHaveLength(1);
  });

  test.each([
    [['--json', '-'], 'Il manque --input'],
    [['--input', 'a.txt'], 'Il manque --json'],
    [['--input', 'a.txt', '--couleur', '-'], 'Une option est inconnue'],
  ])('explains a wrong request: %j', async (argv, message) => {
    const said = listen();
    expect(await tokens.run(argv)).toBe(2);
    expect(said()).toContain(message);
  });

  test('says which file it could not read or write, and why', async () => {
    const said = listen();
    const output = join(folder, 'none.jsonl');
    expect(await tokens.run(['--input', join(folder, 'absent.txt'), '--json', output])).toBe(1);
    expect(said()).toContain('absent.txt n’existe pas');
    const latin1 = await fileWith(Buffer.from('l\xe9gende', 'latin1'));
    expect(await tokens.run(['--input', latin1, '--json', output])).toBe(1);
    expect(said()).toContain('n’est pas en UTF-8');
    const input = await fileWith('oui');
    const nowhere = join(folder, 'absent', 'words.jsonl');
    expect(await tokens.run(['--input', input, '--json', nowhere])).toBe(1);
    expect(said()).toContain('ne peut pas être écrit');
  });
});

async function fileWith(content: string | Buffer): Promise<string> {
  const path = join(folder, `${Math.random()}.txt`);
  await writeFile(path, content);
  return path;
}

/** What has been said on stderr since, and no more on the terminal. */
function listen(): () => string {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => write.mock.calls.map(([text]) => String(text)).join('');
}
