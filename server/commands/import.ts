import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hashOf } from '../../db/ids.ts';
import { closeStore, openStore, type Store } from '../../db/open.ts';
import { insertDocuments, type NewDocument } from '../../db/queries/documents.ts';
import { findMission } from '../../db/queries/missions.ts';
import {
  findStakeholder,
  listStakeholders,
  type NewStakeholder,
} from '../../db/queries/stakeholders.ts';
import { CONSENTS, DOCUMENT_KINDS } from '../../db/schema/sources.ts';
import { loadTerritories } from '../../db/territories.ts';
import { formatPlural } from '../../views/format.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { type Config, readConfig } from '../config.ts';
import { proposedChoices, understand } from '../documents/import/choices.ts';
import {
  DETAIL_COLUMNS,
  type FileDetails,
  readFileDetails,
} from '../documents/import/fileDetails.ts';
import { cleanFileName } from '../documents/import/fileName.ts';
import { keepOriginal } from '../documents/import/originals.ts';
import { type Piece, piecesOf } from '../documents/import/pieces.ts';
import { territoryCodeOf } from '../documents/import/place.ts';
import { baseName, kindOfPath, listFolder } from '../documents/read/folder.ts';
import { readInWorker } from '../documents/read/isolated.ts';
import { UPLOAD_LIMITS } from '../documents/read/limits.ts';
import { ReadError } from '../documents/read/problem.ts';
import { readDocument } from '../documents/read/readDocument.ts';
import { writtenDay } from '../documents/understand/dates.ts';
import { NEW_STAKEHOLDER, readStakeholder } from '../stakeholder-form.ts';
import type { Command, ExitCode } from './command.ts';

export const importCommand: Command = {
  name: 'import',
  help: `constat import CHEMIN --mission IDENTIFIANT [options]

  Importe un fichier, ou tous ceux d’un dossier, dans une mission : tous ou
  aucun. Les originaux sont gardés avec leur empreinte.

  --mission      identifiant de la mission, à la fin de son adresse
  --kind         ${DOCUMENT_KINDS.join(', ')} ; reconnu dans chaque fichier par défaut
  --stakeholder  identifiant de l’acteur qui parle, le même pour tous
  --consent      ${CONSENTS.join(', ')} (internal par défaut)
  --details      tableau CSV qui dit pour chaque fichier ce qu’il est et qui
                 parle ; colonnes : ${DETAIL_COLUMNS.slice(0, 5).join(', ')},
                 ${DETAIL_COLUMNS.slice(5).join(', ')}
  --text, --id   colonnes du texte et de l’identifiant, pour un tableau
  --skip         laisse de côté les fichiers illisibles et importe les autres`,
  run: runImport,
};

async function runImport(argv: string[]): Promise<ExitCode> {
  const request = readRequest(argv);
  if (typeof request === 'string') return complain([request, '', importCommand.help], 2);
  const config = readConfig(process.env);
  const store = openStore(config.databasePath);
  try {
    return await importInto(store, config, request);
  } finally {
    closeStore(store);
  }
}

interface Request {
  readonly path: string;
  readonly mission: string;
  readonly kind: NewDocument['kind'] | undefined;
  readonly consent: NewDocument['consent'] | undefined;
  readonly stakeholder: string | undefined;
  readonly details: string | undefined;
  readonly text: string | undefined;
  readonly id: string | undefined;
  readonly skip: boolean;
}

function readRequest(argv: string[]): Request | string {
  const parsed = parse(argv);
  if (parsed === undefined) return 'Une option est inconnue ou incomplète.';
  const { values, positionals } = parsed;
  const [path, ...others] = positionals;
  const { mission, stakeholder, details, text, id, skip = false } = values;
  const kind = DOCUMENT_KINDS.find((known) => known === values.kind);
  const consent = CONSENTS.find((known) => known === values.consent);
  if (path === undefined || others.length > 0)
    return 'Indiquez un seul chemin, de fichier ou de dossier.';
  if (mission === undefined) return 'Il manque --mission.';
  if (values.kind !== undefined && !kind) return `--kind attend ${DOCUMENT_KINDS.join(', ')}.`;
  if (values.consent !== undefined && !consent) return `--consent attend ${CONSENTS.join(', ')}.`;
  return { path, mission, kind, consent, stakeholder, details, text, id, skip };
}

function parse(argv: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        mission: text,
        kind: text,
        consent: text,
        stakeholder: text,
        details: text,
        text,
        id: text,
        skip: { type: 'boolean' },
      },
    });
  } catch {
    return undefined;
  }
}

async function importInto(store: Store, config: Config, request: Request): Promise<ExitCode> {
  if (!(await findMission(store, request.mission)))
    return complain([`Aucune mission ne s’appelle « ${request.mission} ».`], 1);
  if (request.stakeholder && !(await findStakeholder(store, request.mission, request.stakeholder)))
    return complain([`Aucun acteur de cette mission ne s’appelle « ${request.stakeholder} ».`], 1);
  loadTerritories(store);
  const details = await detailsOf(request);
  if (Array.isArray(details)) return complain(details, 1);
  const files = await filesOf(request.path);
  if (files.length === 0) return complain([`${request.path} : aucun fichier à lire.`], 1);
  const ready: Ready[] = [];
  const faults: string[] = [];
  for (const file of files) {
    const read = await prepare(store, request, details, file);
    if (typeof read === 'string') faults.push(read);
    else ready.push(read);
  }
  if (faults.length > 0 && (!request.skip || ready.length === 0))
    return complain([...faults, 'Rien n’a été importé.'], 1);
  for (const { document, bytes } of ready)
    await keepOriginal(config.originalsPath, document.sha256, bytes);
  const stored = await insertDocuments(
    store,
    ready.map(({ document }) => document),
  );
  for (const fault of faults) console.error(fault);
  for (const [index, outcome] of stored.entries()) {
    const { fileName, pieces } = ready[index]?.document ?? { fileName: '', pieces: [] };
    console.log(
      'id' in outcome
        ? `${fileName} : ${formatPlural(pieces.length, 'contribution', 'contributions')} (document ${outcome.id})`
        : `${fileName} : déjà importé, rien n’a été ajouté (document ${outcome.duplicateOf})`,
    );
  }
  return faults.length > 0 ? 1 : 0;
}

interface NamedFile {
  /** As the table of details names it: its path in the folder. */
  readonly name: string;
  readonly path: string;
}

async function filesOf(path: string): Promise<readonly NamedFile[]> {
  const kind = await kindOfPath(path);
  if (kind === 'missing') return [];
  if (kind === 'file') return [{ name: baseName(path), path }];
  const { files, links } = await listFolder(path);
  for (const link of links) console.error(`${link} : lien laissé de côté.`);
  return files.map((name) => ({ name, path: join(path, name) }));
}

async function detailsOf({
  details,
}: Request): Promise<ReadonlyMap<string, FileDetails> | string[]> {
  if (details === undefined) return new Map();
  const bytes = await readFile(details).catch(() => null);
  if (bytes === null) return [`${details} : ce tableau n’est pas lisible.`];
  const table = await readDocument(bytes, baseName(details));
  if (table.kind === 'failure') return [documentSentence(table.problem)];
  if (table.kind !== 'table') return [`${details} : ce fichier n’est pas un tableau CSV ou XLSX.`];
  const read = readFileDetails(table);
  return 'get' in read ? read : [...read];
}

interface Ready {
  readonly document: NewDocument;
  readonly bytes: Uint8Array;
}

/** Reads one file as a document to store, or says in French why it can't be. */
async function prepare(
  store: Store,
  request: Request,
  details: ReadonlyMap<string, FileDetails>,
  { name, path }: NamedFile,
): Promise<Ready | string> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return `${name} : ce fichier n’est pas lisible.`;
  const reading = await readInWorker(bytes, name, UPLOAD_LIMITS, {
    textField: request.text,
    idField: request.id,
  });
  if (reading.kind === 'failure') return documentSentence(reading.problem);
  const said = details.get(name);
  const understanding = understand(reading);
  const kind = said?.kind ?? request.kind ?? understanding.likelyKind;
  const proposed = proposedChoices(reading, understanding, kind);
  const choices = {
    ...proposed,
    textColumn: request.text ?? proposed.textColumn,
    idColumn: request.id ?? proposed.idColumn,
  };
  const pieces = cut(() => piecesOf(reading, understanding, choices));
  if (typeof pieces === 'string') return `${name} : ${pieces}`;
  if (pieces.length === 0) return `${name} : aucun texte à importer comme « ${kind} ».`;
  const speaker = await speakerOf(store, request, said);
  if ('errors' in speaker) return `${name} : ${Object.values(speaker.errors).join(' ')}`;
  if (speaker.values === null && kind !== 'other')
    return `${name} : dites qui parle, par --stakeholder ou par --details.`;
  for (const warning of reading.warnings)
    console.error(documentSentence({ ...warning, where: { file: name, ...warning.where } }));
  return {
    bytes,
    document: {
      missionId: request.mission,
      kind,
      title: said?.title ?? reading.title,
      fileName: cleanFileName(name),
      format: reading.format,
      sha256: hashOf(bytes),
      size: bytes.length,
      stakeholder: speaker.values,
      territoryCode: speaker.place,
      dated: said?.dated ?? (reading.kind === 'document' ? writtenDay(reading.text) : null),
      consent: said?.consent ?? request.consent ?? 'internal',
      importedBy: null,
      pieces,
    },
  };
}

function cut(work: () => readonly Piece[]): readonly Piece[] | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReadError) return documentSentence(error.problem);
    throw error;
  }
}

/** Who speaks: someone the mission knows under the same function and organisation, or someone to add. */
async function speakerOf(
  store: Store,
  { mission, stakeholder }: Request,
  said: FileDetails | undefined,
): Promise<
  | { readonly values: string | NewStakeholder | null; readonly place: string | null }
  | { readonly errors: Readonly<Record<string, string>> }
> {
  if (!said || said.person.function === '') {
    const known = stakeholder ? await findStakeholder(store, mission, stakeholder) : undefined;
    return { values: known?.id ?? null, place: known ? territoryCodeOf(known) : null };
  }
  const read = await readStakeholder(store, mission, {
    ...said.person,
    stakeholder: NEW_STAKEHOLDER,
  });
  if ('errors' in read) return read;
  if (typeof read.values === 'string') return { values: read.values, place: null };
  const person = read.values;
  const known = (await listStakeholders(store, mission)).find(
    (other) => other.function === person.function && other.organisation === person.organisation,
  );
  return { values: known?.id ?? person, place: territoryCodeOf(person) };
}

function complain(lines: readonly string[], code: 1 | 2): ExitCode {
  console.error(lines.join('\n'));
  return code;
}
