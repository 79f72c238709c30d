import { ConfigError } from '../config.ts';
import type { Command } from './command.ts';

/** Runs a command, and says in French what failed: 1, or 2 where the call or the configuration is to mend. */
export async function runCommand(command: Command, argv: string[]): Promise<0 | 1 | 2> {
  if (argv.includes('--help') || argv.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  try {
    return await command.run(argv);
  } catch (error) {
    console.error(`constat ${command.name} : ${sentenceOf(error)}`);
    return error instanceof ConfigError ? 2 : 1;
  }
}

/** For a command that takes one word, or none: its help where it is called otherwise. */
export function isCalledWith(command: Command, argv: readonly string[], words: number): boolean {
  const isGood = argv.length === words && !argv.some((word) => word.startsWith('-'));
  if (!isGood) console.error(command.help);
  return isGood;
}

interface SystemError extends Error {
  readonly code: string;
  readonly path?: string;
  readonly port?: number;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return isSystemError(error) ? (SENTENCES[error.code]?.(error) ?? error.message) : error.message;
}

const isSystemError = (error: Error): error is SystemError =>
  'code' in error && typeof error.code === 'string';

const fullDisk = () => 'le disque est plein. Faites de la place, puis recommencez.';
const notFolder = ({ path }: SystemError) => `${path} n’est pas un dossier.`;
const notAllowed = ({ path, port }: SystemError) =>
  path === undefined
    ? `le port ${port} est réservé au système. Choisissez un PORT au-dessus de 1024.`
    : `${path} : accès refusé. Vérifiez les droits de ce fichier ou de ce dossier.`;
const elsewhere = () => 'cette adresse n’est pas celle de cette machine. Vérifiez HOST.';
const damaged = () =>
  'constat.db n’est pas une base de Constat, ou elle est abîmée. Restaurez une sauvegarde (constat restore).';

/** What the system and SQLite say in English, by their codes. */
const SENTENCES: Readonly<Record<string, (error: SystemError) => string>> = {
  EADDRINUSE: ({ port }) =>
    `le port ${port} est pris par un autre programme. Fermez-le, ou choisissez un autre PORT.`,
  EADDRNOTAVAIL: elsewhere,
  ENOTFOUND: elsewhere,
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOENT: ({ path }) => `${path} n’existe pas. Vérifiez le chemin.`,
  ENOTDIR: notFolder,
  EEXIST: notFolder,
  ENOSPC: fullDisk,
  SQLITE_FULL: fullDisk,
  SQLITE_NOTADB: damaged,
  SQLITE_CORRUPT: damaged,
  SQLITE_BUSY: () => 'la base est occupée par un autre programme. Recommencez dans un instant.',
  SQLITE_READONLY: () => 'la base est en lecture seule. Vérifiez les droits de DATA_DIR.',
  SQLITE_CANTOPEN: () => 'la base ne peut pas être ouverte. Vérifiez DATA_DIR et ses droits.',
};
