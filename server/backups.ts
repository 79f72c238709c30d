import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { copyStore, requireSound } from '../db/copy.ts';
import type { Config } from './config.ts';

/** What a backup holds, file by file: checked when it is made and before it is restored. */
const manifest = z.object({
  format: z.literal('constat-backup-1'),
  files: z.array(z.object({ path: z.string(), size: z.number(), sha256: z.string() })),
});

type Manifest = z.infer<typeof manifest>;
type Paths = Pick<Config, 'databasePath' | 'originalsPath' | 'DATA_DIR'>;

const DATABASE = 'constat.db';
const ORIGINALS = 'originals';
const MANIFEST = 'manifeste.json';

/** What people said in confidence is for the account that runs the platform alone. */
const PRIVATE = 0o700;

/**
 * Copies the store, while it serves, and its originals into `directory`, which must be empty or absent.
 * @throws Error, in French, when the copy is not sound.
 */
export async function backUp(config: Paths, directory: string): Promise<Manifest> {
  if (!(await stat(config.databasePath).catch(() => undefined)))
    throw new Error(`aucune base dans ${config.DATA_DIR}. Vérifiez DATA_DIR.`);
  await requireEmpty(directory);
  await mkdir(join(directory, ORIGINALS), { recursive: true, mode: PRIVATE });
  await copyStore(config.databasePath, join(directory, DATABASE));
  const originals = await readdir(config.originalsPath).catch(() => []);
  for (const name of originals.sort())
    await copyFile(
      join(config.originalsPath, name),
      join(directory, ORIGINALS, name),
      constants.COPYFILE_EXCL,
    );
  const paths = [DATABASE, ...originals.map((name) => `${ORIGINALS}/${name}`)];
  const files = await Promise.all(paths.map((path) => describe(directory, path)));
  const made: Manifest = { format: 'constat-backup-1', files };
  await writeFile(join(directory, MANIFEST), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/**
 * Puts a backup back, into a data directory that holds no store yet. The database is renamed into place
 * last: a restoration that is cut short leaves nothing that could be opened.
 * @throws Error, in French: what is missing, changed or in the way.
 */
export async function restoreBackup(config: Paths, directory: string): Promise<Manifest> {
  const kept = await readManifest(directory);
  for (const file of kept.files) {
    const found = await describe(directory, file.path).catch(() => undefined);
    if (found?.sha256 !== file.sha256)
      throw new Error(`la sauvegarde est abîmée : ${file.path} manque ou a changé.`);
  }
  if (await stat(config.databasePath).catch(() => undefined))
    throw new Error(
      `${config.databasePath} existe déjà. Choisissez un autre DATA_DIR, vide, pour y restaurer.`,
    );
  await mkdir(config.originalsPath, { recursive: true, mode: PRIVATE });
  for (const { path } of kept.files.filter((file) => file.path !== DATABASE))
    await copyFile(
      join(directory, path),
      join(config.originalsPath, path.slice(ORIGINALS.length + 1)),
    );
  const arriving = `${config.databasePath}.tmp`;
  await copyFile(join(directory, DATABASE), arriving);
  requireSound(arriving);
  await rename(arriving, config.databasePath);
  return kept;
}

async function requireEmpty(directory: string): Promise<void> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length > 0)
    throw new Error(`le dossier ${directory} n’est pas vide. Donnez un dossier vide ou nouveau.`);
}

async function describe(directory: string, path: string): Promise<Manifest['files'][number]> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(directory, path)), hash);
  const { size } = await stat(join(directory, path));
  return { path, size, sha256: hash.digest('hex') };
}

const SAFE_PATH = /^(constat\.db|originals\/[0-9a-f]{64})$/;

async function readManifest(directory: string): Promise<Manifest> {
  const text = await readFile(join(directory, MANIFEST), 'utf8').catch(() => {
    throw new Error(`${directory} n’est pas une sauvegarde : ${MANIFEST} n’y est pas.`);
  });
  const parsed = manifest.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.files.some(({ path }) => !SAFE_PATH.test(path)))
    throw new Error(`${MANIFEST} n’a pas la forme attendue.`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
