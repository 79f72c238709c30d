import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Output, openOutput } from '../../../server/commands/output.ts';

const OUTPUT = join(import.meta.dirname, '../../../server/commands/output.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'constat-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string) => join(folder, name);

async function opened(path: string): Promise<Output> {
  const output = await openOutput(path);
  if (typeof output === 'string') throw new Error(output);
  return output;
}

describe('where a command writes', () => {
  it('is tried before any work, and a file that is there is not touched by it', async () => {
    writeFileSync(place('themes.json'), 'hier');
    await opened(place('themes.json'));
    await opened(place('nouveau.json'));
    expect(readFileSync(place('themes.json'), 'utf8')).toBe('hier');
    expect(readdirSync(folder)).toEqual(['themes.json']);
  });

  it('is refused in a sentence where nothing can be written', async () => {
    writeFileSync(place('fichier'), '');
    mkdirSync(place('dossier'));
    const refusals: readonly (readonly [path: string, reason: string])[] = [
      [place('absent/themes.json'), 'son dossier n’existe pas.'],
      [place('fichier/themes.json'), 'son dossier n’en est pas un.'],
      [place('dossier'), 'c’est un dossier. Donnez le nom d’un fichier.'],
      ['/proc/themes.json', 'son dossier n’existe pas.'],
    ];
    for (const [path, reason] of refusals)
      expect(await openOutput(path)).toBe(
        `Le résultat ne peut pas être écrit dans ${path} : ${reason}`,
      );
  });

  it.skipIf(process.getuid?.() === 0)(
    'is refused where its owner closed it (not told as root, to whom nothing is closed)',
    async () => {
      writeFileSync(place('themes.json'), 'hier');
      chmodSync(place('themes.json'), 0o444);
      expect(await openOutput(place('themes.json'))).toContain('accès refusé');
    },
  );

  it('holds the new result whole, with the rights of the file that it takes the place of', async () => {
    writeFileSync(place('themes.json'), 'hier');
    chmodSync(place('themes.json'), 0o640);
    symlinkSync(place('themes.json'), place('lien.json'));
    const output = await opened(place('lien.json'));
    expect(await output.write(['aujourd’', 'hui'])).toBeNull();
    expect(readFileSync(place('themes.json'), 'utf8')).toBe('aujourd’hui');
    expect(statSync(place('themes.json')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).toSorted()).toEqual(['lien.json', 'themes.json']);
  });

  it('keeps what it held when what is written fails half-way', async () => {
    writeFileSync(place('themes.json'), 'hier');
    const output = await opened(place('themes.json'));
    async function* parts() {
      yield 'aujourd’';
      throw new Error('le texte n’est pas en UTF-8');
    }
    await expect(output.write(parts())).rejects.toThrow('UTF-8');
    expect(readFileSync(place('themes.json'), 'utf8')).toBe('hier');
    expect(readdirSync(folder)).toEqual(['themes.json']);
  });

  it('that went away meanwhile is said, not thrown', async () => {
    mkdirSync(place('dossier'));
    const output = await opened(place('dossier/themes.json'));
    rmSync(place('dossier'), { recursive: true });
    expect(await output.write(['aujourd’hui'])).toContain('son dossier n’existe pas.');
  });

  it('keeps what it held, and nothing beside, when the command is interrupted while writing', async () => {
    writeFileSync(place('themes.json'), 'hier');
    const script = `
      const { openOutput } = await import(${JSON.stringify(OUTPUT)});
      const output = await openOutput(${JSON.stringify(place('themes.json'))});
      await output.write((async function* () {
        yield 'aujourd’';
        process.stdout.write('half');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      })());`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const exited = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(readdirSync(folder)).toHaveLength(2);
    child.kill('SIGINT');
    expect(await exited).toBe(130);
    expect(readFileSync(place('themes.json'), 'utf8')).toBe('hier');
    expect(readdirSync(folder)).toEqual(['themes.json']);
    expect(existsSync(place('themes.json'))).toBe(true);
  });
});
