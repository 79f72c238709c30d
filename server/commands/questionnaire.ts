import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { problemsOf } from '../../surveys/compile.ts';
import {
  everyQuestionOf,
  type Questionnaire,
  questionnaire as schema,
} from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { readXlsform } from '../../surveys/xlsform/read.ts';
import type { Sheet, XlsformProblem } from '../../surveys/xlsform/sheets.ts';
import { writeXlsform } from '../../surveys/xlsform/write.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { xlsformSentence } from '../../views/messages/xlsform.ts';
import { readConfig } from '../config.ts';
import { formatDefinition, isDefinitionFile, parseDefinition } from '../definition-text.ts';
import { ATTACHMENT_FILES, readAttachment } from '../documents/read/attachment.ts';
import { ReadError } from '../documents/read/problem.ts';
import { readWorkbook, WORKBOOK_LIMITS } from '../documents/read/workbook.ts';
import { writeWorkbook } from '../documents/write/workbook.ts';
import type { Command, ExitCode } from './command.ts';

export const questionnaireCommand: Command = {
  name: 'questionnaire',
  help: `constat questionnaire check FICHIER… [--json]
constat questionnaire export IDENTIFIANT SORTIE

  check   lit des questionnaires XLSForm (.xlsx, .xls) ou nos définitions
          (.json, .yaml) et dit ce qui empêche de les publier (erreur) ou ce qui
          change (avertissement), à sa cellule. Avec --json, une ligne par
          fichier : {file, questions, languages, problems}. Code de sortie :
          0 quand tous peuvent être publiés, 1 sinon. Les fichiers de choix
          (.csv, .geojson, .xml) sont lus à côté du classeur, ou dans le
          dossier NOM-media.
  export  écrit un questionnaire : « elus », ou l’identifiant d’une enquête de
          la base. En XLSForm (.xlsx), ou notre définition (.json, .yaml).`,
  async run(argv) {
    const request = readRequest(argv);
    if (typeof request === 'string') {
      process.stderr.write(`${request}\n\n${questionnaireCommand.help}\n`);
      return 2;
    }
    if (request.act === 'export') return runExport(request.id, request.output);
    return runCheck(request.files, request.isJson);
  },
};

type Request =
  | { readonly act: 'check'; readonly files: readonly string[]; readonly isJson: boolean }
  | { readonly act: 'export'; readonly id: string; readonly output: string };

/** The request, or what is wrong with it. */
function readRequest(argv: string[]): Request | string {
  const parsed = parsedArgs(argv);
  if (!parsed) return 'Une option est inconnue.';
  const [act, ...rest] = parsed.positionals;
  const [id, output, ...others] = rest;
  if (act === 'check') {
    return id === undefined
      ? 'Il manque le fichier à vérifier.'
      : { act, files: rest, isJson: parsed.values.json === true };
  }
  if (act !== 'export') return 'Il manque ce qu’il faut faire : check ou export.';
  if (id === undefined || output === undefined || others.length > 0)
    return 'export attend un identifiant et un fichier de sortie.';
  return { act, id, output };
}

function parsedArgs(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
  } catch {
    return undefined;
  }
}

/** One file, as it is told: a line of JSON, or lines to read. */
type Report = {
  readonly file: string;
  readonly questions: number;
  readonly languages: readonly string[];
  readonly problems: readonly Told[];
};

type Told = Pick<XlsformProblem, 'row' | 'cell' | 'severity'> & {
  readonly sheet: string | null;
  readonly message: string;
};

async function runCheck(files: readonly string[], isJson: boolean): Promise<ExitCode> {
  let code: ExitCode = 0;
  for (const file of files) {
    const report = await checkFile(file);
    if (report.problems.some(({ severity }) => severity === 'error')) code = 1;
    process.stdout.write(isJson ? `${JSON.stringify(report)}\n` : inWords(report));
  }
  return code;
}

async function checkFile(file: string): Promise<Report> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return refused(file, 'Ce fichier ne peut pas être lu : vérifiez son chemin.');
  try {
    const { definition, problems } = await readQuestionnaire(file, bytes);
    const told = problems.map((each) => ({
      sheet: each.sheet === '' ? null : each.sheet,
      row: each.row,
      cell: each.cell,
      severity: each.severity,
      message: xlsformSentence(each),
    }));
    return {
      file,
      questions: countOf(definition),
      languages: languagesOf(definition),
      problems: told,
    };
  } catch (error) {
    if (error instanceof ReadError) return refused(file, documentSentence(error.problem));
    throw error;
  }
}

async function readQuestionnaire(file: string, bytes: Buffer) {
  const name = basename(file).replace(/\.[^.]+$/, '');
  if (isDefinitionFile(file)) return readDefinition(file, bytes);
  const sheets = await readWorkbook(bytes);
  return readXlsform(sheets, name, await attachmentsOf(file, sheets));
}

/** What the workbook names and stands beside it: in its folder, or in `<its name>-media/`. */
async function attachmentsOf(file: string, workbook: readonly Sheet[]): Promise<Sheet[]> {
  const said = workbook
    .flatMap(({ rows }) => rows.flat())
    .join('\n')
    .toLowerCase();
  const folder = dirname(file);
  const media = join(folder, `${basename(file).replace(/\.[^.]+$/, '')}-media`);
  const sheets: Sheet[] = [];
  for (const place of [folder, media]) {
    const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
    const found = entries.filter(
      (each) =>
        each.isFile() &&
        ATTACHMENT_FILES.test(each.name) &&
        said.includes(each.name.replace(ATTACHMENT_FILES, '').toLowerCase()),
    );
    for (const { name } of found.slice(0, MAX_ATTACHMENTS)) {
      sheets.push(await readAttachment(name, await readFile(join(place, name))));
    }
  }
  return sheets;
}

const MAX_ATTACHMENTS = 50;

/** Our own definition, as it is published. */
function readDefinition(
  file: string,
  bytes: Buffer,
): {
  definition: Questionnaire | undefined;
  problems: XlsformProblem[];
} {
  const nowhere = { sheet: '', row: null, cell: null, severity: 'error' as const };
  const parsed =
    bytes.length > WORKBOOK_LIMITS.maxInputMb * 2 ** 20
      ? undefined
      : schema.safeParse(parseDefinition(file, bytes));
  if (!parsed?.success) {
    const [issue] = parsed?.error.issues ?? [];
    const detail = issue ? `${issue.path.join('.')} : ${issue.message}` : 'trop long';
    return {
      definition: undefined,
      problems: [{ ...nowhere, code: 'not-a-questionnaire', params: { detail } }],
    };
  }
  const problems = problemsOf(parsed.data).map(({ code, detail }) => ({
    ...nowhere,
    code: code === 'duplicate-id' ? ('name-twice' as const) : code,
    params: { detail },
  }));
  return { definition: parsed.data, problems };
}

function refused(file: string, message: string): Report {
  const problem = { sheet: null, row: null, cell: null, severity: 'error' as const, message };
  return { file, questions: 0, languages: [], problems: [problem] };
}

function countOf(definition: Questionnaire | undefined): number {
  return definition
    ? everyQuestionOf(definition).filter(({ type }) => type !== 'repeat').length
    : 0;
}

function languagesOf(definition: Questionnaire | undefined): string[] {
  if (!definition) return [];
  return definition.languages?.map(({ code }) => code) ?? [definition.language];
}

function inWords({ file, questions, languages, problems }: Report): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const state = errors === 0 ? 'peut être publié' : `${errors} erreur${errors > 1 ? 's' : ''}`;
  const lines = problems.map(({ sheet, row, cell, severity, message }) => {
    const place = [sheet, cell ?? (row === null ? null : `ligne ${row}`)].filter(
      (part) => part !== null,
    );
    const kind = severity === 'error' ? 'erreur' : 'avertissement';
    return `  ${[...place, kind].join(', ')} : ${message}\n`;
  });
  return `${file} : ${questions} questions, ${languages.join(', ')}, ${state}\n${lines.join('')}`;
}

async function runExport(id: string, output: string): Promise<ExitCode> {
  const definition = id === elus.id ? elus : await storedDefinition(id);
  if (!definition) {
    process.stderr.write(`Aucun questionnaire ne porte l’identifiant ${id}.\n`);
    return 1;
  }
  const content = isDefinitionFile(output)
    ? formatDefinition(output, definition)
    : await writeWorkbook(writeXlsform(definition));
  await writeFile(output, content);
  return 0;
}

async function storedDefinition(id: string): Promise<Questionnaire | undefined> {
  // Only an export reads the store: a check never opens it.
  const { closeStore, openStore } = await import('../../db/open.ts');
  const { findQuestionnaire } = await import('../../db/queries/surveys.ts');
  const store = openStore(readConfig(process.env).databasePath);
  try {
    const row = await findQuestionnaire(store, id);
    return row && schema.parse(row.definition);
  } finally {
    closeStore(store);
  }
}
