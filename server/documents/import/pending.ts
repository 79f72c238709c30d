import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { hashOf, newId } from '../../../db/ids.ts';

/** A file that was sent and read, while a person looks at its preview; nothing of it is in the store. */
export interface PendingFile {
  readonly id: string;
  readonly missionId: string;
  readonly accountId: string;
  readonly fileName: string;
  readonly sha256: string;
}

const about = z.object({
  id: z.string(),
  missionId: z.string(),
  accountId: z.string(),
  fileName: z.string(),
  sha256: z.string(),
});

/** A preview left open longer than this is gone, and the file with it. */
const KEPT_HOURS = 24;
const IDENTIFIER = /^[0-9a-f-]{36}$/u;

/** Beside the originals, and never among them. */
const folderOf = (originalsPath: string) => join(dirname(originalsPath), 'pending');

export async function keepPending(
  originalsPath: string,
  file: Omit<PendingFile, 'id' | 'sha256'>,
  bytes: Uint8Array,
): Promise<PendingFile> {
  const folder = folderOf(originalsPath);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await purge(folder);
  const kept: PendingFile = { ...file, id: newId(), sha256: hashOf(bytes) };
  await writeFile(join(folder, `${kept.id}.bin`), bytes, { mode: 0o600, flag: 'wx' });
  await writeFile(join(folder, `${kept.id}.json`), JSON.stringify(kept), {
    mode: 0o600,
    flag: 'wx',
  });
  return kept;
}

/** The file and its bytes, for the person who sent it, in the mission where it was sent. */
export async function findPending(
  originalsPath: string,
  owner: Pick<PendingFile, 'id' | 'missionId' | 'accountId'>,
): Promise<{ readonly file: PendingFile; readonly bytes: Uint8Array } | undefined> {
  if (!IDENTIFIER.test(owner.id)) return undefined;
  const path = join(folderOf(originalsPath), owner.id);
  try {
    const file = about.parse(JSON.parse(await readFile(`${path}.json`, 'utf8')));
    const isOwner = file.missionId === owner.missionId && file.accountId === owner.accountId;
    return isOwner ? { file, bytes: await readFile(`${path}.bin`) } : undefined;
  } catch {
    // Purged, or never there.
    return undefined;
  }
}

export async function dropPending(originalsPath: string, id: string): Promise<void> {
  const path = join(folderOf(originalsPath), id);
  await rm(`${path}.json`, { force: true });
  await rm(`${path}.bin`, { force: true });
}

async function purge(folder: string): Promise<void> {
  const oldest = Date.now() - KEPT_HOURS * 3_600_000;
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && found.mtimeMs < oldest) await rm(join(folder, name), { force: true });
  }
}
