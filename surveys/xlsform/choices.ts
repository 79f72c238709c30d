import type { z } from 'zod';
import type { choiceValues, openChoice } from '../question-types/question.ts';
import { type Attachments, columnsOf, stemOf } from './attachments.ts';
import { ownText } from './context.ts';
import type { Header } from './headers.ts';
import type { Languages } from './language-choice.ts';
import type { Place, XlsformProblem } from './sheets.ts';
import type { Row, Table } from './table.ts';
import { externalList } from './types.ts';

type Choice = z.input<typeof openChoice>;

type Values = z.infer<typeof choiceValues>;

export type ChoiceList = {
  readonly choices: readonly (Choice & {
    readonly texts: ReadonlyMap<string, string>;
    readonly place: Place;
  })[];
  /** What a filter may look at, besides the name and the label. */
  readonly columns: ReadonlySet<string>;
};

export type Choices = {
  /** Marks the list as asked. */
  readonly list: (name: string) => ChoiceList | undefined;
  /** A list that stands in a file of its own, known from then on by the name of the file; nothing where it is not there. */
  readonly file: (file: string, parameters?: string) => ChoiceList | undefined;
  /** A list as expressions read it, of the workbook or of a file: each row with its name, its label and its columns. */
  readonly rows: (name: string) => readonly Values[] | undefined;
  /** Rows of lists that were not asked, under their heads. */
  readonly unused: () => string[][];
  /** Whether a question asks a list of the sheet « external_choices ». */
  readonly isExternalUsed: () => boolean;
  readonly problems: readonly XlsformProblem[];
};

const MEDIA = new Set(['image', 'audio', 'video', 'big-image', 'guidance_hint']);
const READ = new Set(['list_name', 'name', 'label']);

/** Choices by list. A name borne twice in one is an error, unless the form allows it: then both are one choice. */
export function readChoices(
  table: Table | undefined,
  external: Table | undefined,
  languages: Languages,
  settings: Row | undefined,
  attachments: Attachments,
): Choices {
  const problems: XlsformProblem[] = [...(table?.problems ?? [])];
  const isTwiceAllowed = /^(?:yes|true|true\(\)|1)$/i.test(
    settings?.cell('allow_choice_duplicates') ?? '',
  );
  const rows = new Map<string, Row[]>();
  for (const row of table?.rows ?? []) {
    const name = row.cell('list_name');
    if (name === '') continue;
    rows.set(name, [...(rows.get(name) ?? []), row]);
  }
  const outside = new Set<string>();
  for (const row of external?.rows ?? []) {
    const name = externalList(row.cell('list_name'));
    outside.add(name);
    rows.set(name, [...(rows.get(name) ?? []), row]);
  }
  const lists = new Map<string, ChoiceList>();
  const used = new Set<string>();
  const list = (name: string) => {
    const own = rows.get(name);
    if (!own) return lists.get(name);
    used.add(name);
    const known = lists.get(name) ?? readList(name, own, languages, isTwiceAllowed, problems);
    lists.set(name, known);
    return known;
  };
  return {
    problems,
    list,
    rows(name) {
      const table = rows.has(name) ? undefined : attachments.find(name);
      const choices = list(name)?.choices;
      if (!table) return choices?.map(({ id, label, values }) => ({ ...values, name: id, label }));
      return table.rows.map((row, index) => rowOf(row, table.headers, index));
    },
    file(file, parameters = '') {
      const name = stemOf(file);
      const table = attachments.find(file);
      if (!table) return undefined;
      const columns = columnsOf(file, parameters);
      const known = lists.get(name) ?? readFile(name, table, columns, languages, problems);
      lists.set(name, known);
      return known;
    },
    isExternalUsed: () => [...outside].some((name) => used.has(name)),
    unused() {
      const left = [...rows]
        .filter(([name]) => !used.has(name) && !outside.has(name))
        .flatMap(([, each]) => each);
      const heads = new Map(table?.headers.map((head) => [head.typed, canonical(head)]));
      const cells = left.map((row) => {
        const all = Object.entries(row.extra(new Set()));
        return new Map(all.map(([typed, cell]) => [heads.get(typed) ?? typed, cell]));
      });
      const columns = [...new Set(cells.flatMap((each) => [...each.keys()]))].sort();
      const named = cells.map((each) => columns.map((column) => each.get(column) ?? ''));
      return [columns, ...named.slice(0, 2_000)];
    },
  };
}

/** The one spelling of a head, so that what is kept reads the same wherever it comes from. */
function canonical({ column, language }: Header): string {
  return language ? `${column}::${language.code}` : column;
}

type Built = Choice & { texts: ReadonlyMap<string, string>; place: Place };

function readList(
  list: string,
  rows: readonly Row[],
  languages: Languages,
  isTwiceAllowed: boolean,
  problems: XlsformProblem[],
): ChoiceList {
  const choices = new Map<string, Built>();
  const columns = new Set<string>();
  const unlabelled: Row[] = [];
  for (const row of rows) {
    const id = row.cell('name');
    const place = row.place('name');
    if (id === '') {
      problems.push({ ...place, severity: 'error', code: 'choice-without-name', params: { list } });
      continue;
    }
    const choice = readChoice(row, id.replace(/\s+/gu, ' '), languages);
    for (const column of Object.keys(choice.values ?? {})) columns.add(column);
    if (choice.texts.size === 0) unlabelled.push(row);
    const twin = choices.get(choice.id);
    if (!twin) choices.set(choice.id, choice);
    else if (isTwiceAllowed) {
      choices.set(choice.id, merged(twin, choice));
      problems.push({
        ...place,
        severity: 'warning',
        code: 'choices-merged',
        params: { name: id, list },
      });
    } else
      problems.push({
        ...place,
        severity: 'error',
        code: 'choice-twice',
        params: { name: id, list },
      });
  }
  const [first] = unlabelled;
  if (first) {
    const params = { list, count: unlabelled.length };
    problems.push({
      ...first.place('label'),
      severity: 'warning',
      code: 'choice-without-label',
      params,
    });
  }
  return { choices: [...choices.values()], columns };
}

/** A row that bears no name has its number, and its name for a label. */
function rowOf(row: Row, headers: readonly Header[], index: number): Values {
  const cells = headers
    .filter(({ typed }) => typed !== '')
    .map(({ typed, column }) => [
      column === 'name' || column === 'label' ? column : typed,
      row.cell(column),
    ]);
  const values: Values = Object.fromEntries(cells);
  const name = values.name || String(index + 1);
  return { ...values, name, label: values.label || name };
}

/** The rows of a file as choices; a name that comes back is the same choice. */
function readFile(
  list: string,
  table: Table,
  columns: { readonly name: string; readonly label: string },
  languages: Languages,
  problems: XlsformProblem[],
): ChoiceList {
  const rows = table.rows.map((row) => aliased(row, columns));
  return readList(list, rows, languages, true, problems);
}

/** A row whose columns of names and labels bear other heads. */
function aliased(row: Row, columns: { readonly name: string; readonly label: string }): Row {
  const real = (column: string) =>
    column === 'name' || column === 'label' ? columns[column] : column;
  return {
    ...row,
    cell: (column) => row.cell(real(column)),
    texts(column) {
      const said = row.texts(real(column));
      const plain = row.cell(real(column));
      return said.size > 0 || plain === '' ? said : new Map([['', plain]]);
    },
    place: (column) => row.place(column === undefined ? undefined : real(column)),
  };
}

function readChoice(row: Row, id: string, languages: Languages): Built {
  const texts = row.texts('label');
  const others = Object.entries(row.extra(READ));
  const values = others.filter(([column]) => !isMedia(column));
  const extra = others.filter(([column]) => isMedia(column));
  return {
    id,
    label: ownText(texts, languages) ?? id,
    ...(values.length > 0 && { values: Object.fromEntries(values) }),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
    texts,
    place: row.place('label'),
  };
}

function isMedia(column: string): boolean {
  const [first = ''] = column.toLowerCase().split(/::?/);
  return MEDIA.has(first) || first === 'media';
}

/** Two rows of one name: each column holds what both say, and a filter holds when it holds for one of them. */
function merged(first: Built, second: Built): Built {
  const columns = new Set([
    ...Object.keys(first.values ?? {}),
    ...Object.keys(second.values ?? {}),
  ]);
  if (columns.size === 0) return first;
  const count = Math.max(
    1,
    ...Object.values(first.values ?? {}).map((each) => [each].flat().length),
  );
  const values = [...columns].map((column) => {
    const before = [first.values?.[column] ?? Array.from({ length: count }, () => '')].flat();
    const after = [second.values?.[column] ?? ''].flat();
    const both: string[] = [...before, ...after];
    return [column, both] as const;
  });
  return { ...first, values: Object.fromEntries(values) };
}
