import { everyQuestionOf, type Questionnaire } from '../../surveys/definition.ts';
import { typeOf } from '../../surveys/question-types/find.ts';
import { readXlsform } from '../../surveys/xlsform/read.ts';
import { readUpload } from '../documents/import/readUpload.ts';
import { ReadError } from '../documents/read/problem.ts';
import type { TableDocument } from '../documents/read/reading.ts';
import { readWorkbook } from '../documents/read/workbook.ts';
import { type Gathered, gather } from './gathered.ts';
import { headingsOf } from './headings.ts';

/** What the codes of a file stand for: by name of a variable, its question and the labels of its codes. */
export type Codebook = ReadonlyMap<string, CodedQuestion>;

interface CodedQuestion {
  readonly label: string;
  /** Rows, or choices that bear a column each. */
  readonly parts: ReadonlyMap<string, string>;
  readonly choices: ReadonlyMap<string, string>;
}

/**
 * The questionnaire that the file came from: an XLSForm (Kobo, ODK), the structure of a LimeSurvey survey (.txt), or a
 * table of three columns, variable, code, label. Undefined where it is none of them.
 */
export async function readCodebook(
  bytes: Uint8Array,
  fileName: string,
  limitMb: number,
): Promise<Codebook | undefined> {
  const form = await readForm(bytes, fileName);
  if (form) return codebookOfForm(form);
  const reading = await readUpload(bytes, fileName, limitMb);
  if (reading.kind !== 'table') return undefined;
  const found = codebookOfStructure(reading) ?? codebookOfTable(reading);
  return found && found.size > 0 ? found : undefined;
}

async function readForm(bytes: Uint8Array, name: string): Promise<Questionnaire | undefined> {
  if (bytes[0] !== 0x50 && bytes[0] !== 0xd0) return undefined; // neither an archive nor an old workbook
  try {
    const sheets = await readWorkbook(bytes);
    const isForm = sheets.some((sheet) => sheet.name.trim().toLowerCase() === 'survey');
    return isForm ? readXlsform(sheets, name).definition : undefined;
  } catch (error) {
    if (error instanceof ReadError) return undefined;
    throw error;
  }
}

function codebookOfForm(definition: Questionnaire): Codebook {
  return new Map(
    everyQuestionOf(definition).map((question) => {
      const columns = typeOf(question).columns(question);
      const options = typeOf(question).options(question)?.choices ?? [];
      const named = [
        ...options.map(({ id, label }) => [id, label] as const),
        ...columns.flatMap(({ choices = [] }) =>
          choices.map(({ value, label }) => [String(value), label] as const),
        ),
      ];
      const labels = new Map(named);
      return [question.id, { label: question.label, parts: labels, choices: labels }];
    }),
  );
}

/** LimeSurvey: a line a question (Q), then its rows or choices (SQ) and its answers (A). */
function codebookOfStructure({ columns, rows }: TableDocument): Codebook | undefined {
  const at = (name: string) => columns.indexOf(name);
  const [kind, name, text] = [at('class'), at('name'), at('text')];
  if (kind < 0 || name < 0 || text < 0) return undefined;
  const book = new Map<
    string,
    { label: string; parts: Map<string, string>; choices: Map<string, string> }
  >();
  let current: { parts: Map<string, string>; choices: Map<string, string> } | undefined;
  for (const { cells } of rows) {
    const [code = '', words = ''] = [cells[name]?.trim(), cells[text]?.trim()];
    if (cells[kind] === 'Q') {
      const question = { label: words, parts: new Map(), choices: new Map() };
      book.set(code, question);
      current = question;
    } else if (cells[kind] === 'SQ') current?.parts.set(code, words);
    else if (cells[kind] === 'A') current?.choices.set(code, words);
  }
  return book;
}

const VARIABLE = /^(?:variable|question|nom|name|colonne|column)$/i;
const CODE = /^(?:code|valeur|value|modalité)$/i;
const LABEL = /^(?:label|libellé|libelle|intitulé|texte)$/i;

/** A line a code; a line without a code gives the label of the variable itself. */
function codebookOfTable(table: TableDocument): Codebook | undefined {
  const { columns, rows } = gather(table);
  const at = (pattern: RegExp) => columns.findIndex(({ name }) => pattern.test(name));
  const [variable, code, label] = [at(VARIABLE), at(CODE), at(LABEL)];
  if (variable < 0 || code < 0 || label < 0) return undefined;
  const book = new Map<
    string,
    { label: string; parts: Map<string, string>; choices: Map<string, string> }
  >();
  let last = '';
  for (const { cells } of rows) {
    last = cells[variable]?.trim() || last; // written once over its codes
    const [key = '', words = ''] = [cells[code]?.trim(), cells[label]?.trim()];
    const known = book.get(last) ?? { label: '', parts: new Map(), choices: new Map() };
    book.set(last, known);
    if (key === '') known.label = words;
    else {
      known.choices.set(key, words);
      known.parts.set(key, words);
    }
  }
  return book;
}

/** The same table with what its codes stand for: headings known by their words, cells in words. */
export function withCodebook(gathered: Gathered, codebook: Codebook): Gathered {
  const coded = gathered.columns.map((column) => {
    for (const { question, part } of headingsOf(column, gathered)) {
      const found = codebook.get(question);
      if (!found) continue;
      const words = part === null ? null : (found.parts.get(part) ?? part);
      const said = { question: found.label || question, part: words };
      return { column: { ...column, said }, choices: found.choices };
    }
    return { column, choices: undefined };
  });
  return {
    columns: coded.map(({ column }) => column),
    rows: gathered.rows.map(({ line, cells }) => ({
      line,
      cells: cells.map((cell, index) => inWords(cell, coded[index]?.choices)),
    })),
  };
}

function inWords(cell: string, choices: ReadonlyMap<string, string> | undefined): string {
  if (!choices || choices.size === 0) return cell;
  const whole = choices.get(cell.trim());
  if (whole !== undefined) return whole;
  const parts = cell.trim().split(/[\s;,|]+/);
  const known = parts.flatMap((part) => choices.get(part) ?? []);
  return parts.length > 1 && known.length === parts.length ? known.join('|') : cell;
}
