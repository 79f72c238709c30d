import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeStore, openStore } from '../../../db/open.ts';

const CLI = join(import.meta.dirname, '../../../server/cli.ts');
const MAIN = join(import.meta.dirname, '../../../server/main.ts');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'constat-calls-'));
  closeStore(openStore(join(directory, 'data', 'constat.db')));
  writeFileSync(join(directory, 'fichier'), 'Ce n’est pas un dossier.');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly said: string;
}

/** Calls the terminal as a person does; one that never ends is ended, and has no code. */
function call(
  words: readonly string[],
  environment: Record<string, string> = {},
  entry = CLI,
): Promise<Outcome> {
  const { BASE_URL: _, ...inherited } = process.env; // the test runner sets one of its own
  const child = spawn(process.execPath, [entry, ...words], {
    env: { ...inherited, DATA_DIR: join(directory, 'data'), LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 25_000,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

const STACK = /\n\s+at |node:internal|Error:/;

describe('the terminal', { timeout: 60_000 }, () => {
  const COMMANDS = 'serve demo user import analyse sweep classify tokens backup restore'.split(' ');

  it('explains each command, and what it takes, with code 0', async () => {
    for (const command of COMMANDS) {
      const { code, said } = await call([command, '--help']);
      expect([command, code, said.split('\n')[0]?.startsWith(`constat ${command}`)]).toEqual([
        command,
        0,
        true,
      ]);
    }
  });

  it('answers a call that it doesn’t understand with its help, in French, and code 2', async () => {
    for (const command of COMMANDS) {
      const { code, said } = await call([command, '--nimporte', 'quoi']);
      expect([command, code]).toEqual([command, 2]);
      expect(said).toContain(`constat ${command}`);
      expect(said).not.toMatch(STACK);
    }
    const unknown = await call(['diagnostiquer']);
    expect([unknown.code, unknown.said.split('\n')[0]]).toEqual([
      2,
      'Commande inconnue : diagnostiquer',
    ]);
  });

  it('says which variable can’t be used, with code 2, whatever the command', async () => {
    for (const words of [['serve'], ['demo'], ['backup', join(directory, 'copie')]]) {
      const { code, said } = await call(words, { PORT: 'trois mille' });
      expect([words[0], code]).toEqual([words[0], 2]);
      expect(said).toContain('Configuration à corriger : PORT');
    }
  });
});

describe('what a machine refuses is said in French, with code 1', { timeout: 60_000 }, () => {
  const failures: readonly [what: string, words: string[], RegExp, Record<string, string>?][] = [
    ['a folder that is a file', ['backup', 'fichier'], /n’est pas un dossier/],
    ['a backup of nothing', ['backup', 'copie'], /aucune base/, { DATA_DIR: 'ailleurs' }],
    ['a backup that is not one', ['restore', 'absente'], /n’est pas une sauvegarde/],
    ['a data folder that is a file', ['serve'], /n’est pas un dossier/, { DATA_DIR: 'fichier' }],
    ['an address of nobody', ['serve'], /Vérifiez HOST/, { HOST: '192.0.2.1', PORT: '0' }],
  ];

  it.each(failures)('%s', async (_, [command = '', ...paths], sentence, environment = {}) => {
    const inside = (path: string) => join(directory, path);
    const data = environment.DATA_DIR ?? 'data';
    const named = { ...environment, DATA_DIR: inside(data) };
    const { code, said } = await call([command, ...paths.map(inside)], named);
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(STACK);
    expect(code).toBe(1);
  });

  it('a store that is not one, from npm start too', async () => {
    const broken = join(directory, 'abimee');
    closeStore(openStore(join(broken, 'constat.db')));
    writeFileSync(join(broken, 'constat.db'), 'Ceci n’est pas une base. '.repeat(400));
    const { code, said } = await call([], { DATA_DIR: broken }, MAIN);
    expect(said).toMatch(/n’est pas une base de Constat/);
    expect(said).not.toMatch(STACK);
    expect(code).toBe(1);
  });
});

describe('a backup', { timeout: 60_000 }, () => {
  it('is for the account that made it alone', async () => {
    const copy = join(directory, 'sauvegarde');
    expect((await call(['backup', copy])).code).toBe(0);
    expect(statSync(copy).mode & 0o077).toBe(0);
  });
});
