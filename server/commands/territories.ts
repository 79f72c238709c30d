import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { hashOf } from '../../db/ids.ts';
import { closeStore, openStore } from '../../db/open.ts';
import { insertTerritoryImport, type TerritoryReport } from '../../db/queries/territory-imports.ts';
import { loadTerritories } from '../../db/territories.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { territoryMessages as said } from '../../views/messages/territories.ts';
import { readConfig } from '../config.ts';
import { readDocument } from '../documents/read/readDocument.ts';
import { readTerritoryList } from '../territory-lists.ts';
import type { Command, ExitCode } from './command.ts';

export const territoriesCommand: Command = {
  name: 'territories',
  help: `constat territories import FICHIER [options]

  Dit quelles communes sont dans un programme, d’après une liste CSV ou XLSX
  (une commune par ligne, avec son code Insee), comme celle de l’ANCT pour
  Petites villes de demain. Remplace la liste précédente du même programme.

  --programme  nom court, si le fichier ne le nomme pas ou en nomme plusieurs
  --source     qui publie la liste (le nom du fichier par défaut)
  --vintage    millésime (par défaut, le jour de la dernière convention)`,
  run: runTerritories,
};

async function runTerritories([action, ...argv]: string[]): Promise<ExitCode> {
  const request = action === 'import' ? readRequest(argv) : undefined;
  if (!request) return complain([territoriesCommand.help], 2);
  const { path, programme = '', source, vintage } = request;
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return complain([`${path} : ce fichier n’est pas lisible.`], 1);
  const fileName = basename(path);
  const reading = await readDocument(bytes, fileName);
  if (reading.kind === 'failure') return complain([documentSentence(reading.problem)], 1);
  const list = readTerritoryList(reading, programme);
  if ('error' in list) return complain([list.error], 1);
  const store = openStore(readConfig(process.env).databasePath);
  try {
    loadTerritories(store);
    const stored = await insertTerritoryImport(store, {
      programme: list.programme,
      communes: list.communes,
      source: source ?? fileName,
      vintage: vintage ?? list.lastSignedOn ?? fileName,
      fileName,
      sha256: hashOf(bytes),
      importedBy: null,
    });
    if (!stored) return complain([said.nothingKnown], 1);
    console.log(linesOf(list.programme, stored.report).join('\n'));
    return 0;
  } finally {
    closeStore(store);
  }
}

function readRequest(argv: string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { programme: text, source: text, vintage: text },
    });
    const [path, ...others] = positionals;
    return path === undefined || others.length > 0 ? undefined : { ...values, path };
  } catch {
    return undefined;
  }
}

function linesOf(programme: string, report: TerritoryReport): string[] {
  return [
    said.imported(programme, report.known),
    ...report.unknownLines.map(
      ({ line, code, name }) => `Ligne ${line} : code inconnu « ${code} »${name && `, ${name}`}`,
    ),
  ];
}

function complain(lines: readonly string[], code: 1 | 2): ExitCode {
  console.error(lines.join('\n'));
  return code;
}
