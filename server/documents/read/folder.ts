import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export async function kindOfPath(path: string): Promise<'file' | 'folder' | 'missing'> {
  const found = await lstat(path).catch(() => null);
  if (found?.isDirectory()) return 'folder';
  return found?.isFile() ? 'file' : 'missing';
}

/**
 * Files of a folder by their path in it, with « / », in code-unit order; hidden ones and lock files of word
 * processors apart. Links are named and not followed.
 */
export async function listFolder(
  folder: string,
): Promise<{ readonly files: readonly string[]; readonly links: readonly string[] }> {
  const { files, links } = await walk(folder, '');
  return { files: files.toSorted(byCodeUnit), links: links.toSorted(byCodeUnit) };
}

async function walk(folder: string, below: string): Promise<{ files: string[]; links: string[] }> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const files: string[] = [];
  const links: string[] = [];
  for (const entry of entries) {
    if (/^(?:\.|~\$)/u.test(entry.name)) continue;
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isSymbolicLink()) links.push(name);
    else if (entry.isFile()) files.push(name);
    else if (entry.isDirectory()) {
      const deeper = await walk(folder, name);
      files.push(...deeper.files);
      links.push(...deeper.links);
    }
  }
  return { files, links };
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function baseName(path: string): string {
  return /[^/\\]*$/u.exec(path)?.[0] ?? path;
}
