import type { Question, Questionnaire, Section } from '../definition.ts';
import { designOf } from '../question-types/maxdiff.ts';
import type { Group } from '../question-types/question.ts';
import { languageHeader } from './headers.ts';
import { UNUSED_CHOICES } from './read.ts';
import { isFoldedList } from './sections.ts';
import type { Sheet } from './sheets.ts';

/** Column → cell. */
type Cells = Readonly<Record<string, string>>;

type Writer = {
  readonly definition: Questionnaire;
  readonly survey: Cells[];
  readonly choices: Cells[];
  /** Name of a list → what it holds, so that questions that share one share it again. */
  readonly lists: Map<string, string>;
  /** Places of the texts that a column holds in every language. */
  readonly said: Set<string>;
  /** Ids → the names that the form gave. */
  readonly names: ReadonlyMap<string, string>;
};

/**
 * The questionnaire as an XLSForm that other tools open. What XLSForm has no word for stands in the column
 * `constat`, which they pass over; `readXlsform` gives back the same questionnaire.
 */
export function writeXlsform(definition: Questionnaire): Sheet[] {
  const writer: Writer = {
    definition,
    survey: [],
    choices: [],
    lists: new Map(),
    said: new Set(),
    names: namesOf(definition),
  };
  for (const section of definition.sections) writeSection(section, writer);
  for (const [list, rows] of Object.entries(definition.lists ?? {})) {
    const listed = rows.map(({ name, label, ...values }) => ({
      id: [name].flat()[0] ?? '',
      label: [label].flat()[0] ?? '',
      values,
    }));
    writeList(list, listed, `lists/${list}`, writer);
  }
  const { [UNUSED_CHOICES]: unused, ...others } = definition.sheets ?? {};
  const [heads = [], ...left] = unused ?? [];
  const kept = left.map((row) =>
    Object.fromEntries(
      heads.map((head, index) => [renamedHead(head, definition), row[index] ?? '']),
    ),
  );
  return [
    sheetOf('survey', SURVEY_ORDER, writer.survey),
    sheetOf('choices', ['list_name', 'name', 'label'], [...writer.choices, ...kept]),
    sheetOf(
      'settings',
      ['form_title', 'form_id', 'version', 'default_language'],
      [settingsOf(definition, writer)],
    ),
    ...Object.entries(others).map(([name, rows]) => ({ name, rows })),
  ];
}

const SURVEY_ORDER = [
  'type',
  'name',
  'label',
  'hint',
  'required',
  'relevant',
  'constraint',
  'constraint_message',
  'calculation',
  'default',
  'choice_filter',
  'appearance',
];

function renamedHead(head: string, { languages = [] }: Questionnaire): string {
  const [column = '', code] = head.split('::');
  const language = languages.find((each) => each.code === code);
  return language ? `${column}::${languageHeader(language)}` : head;
}

function sheetOf(name: string, first: readonly string[], rows: readonly Cells[]): Sheet {
  const filled = new Set(
    rows.flatMap((row) =>
      Object.entries(row).flatMap(([column, cell]) => (cell === '' ? [] : [column])),
    ),
  );
  const baseOf = (column: string) => column.split('::')[0] ?? column;
  const known = first.flatMap((column) => [...filled].filter((each) => baseOf(each) === column));
  const columns = [...known, ...[...filled].filter((each) => !known.includes(each))];
  return {
    name,
    rows: [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))],
  };
}

function settingsOf(
  {
    id,
    version,
    title,
    language,
    languages,
    extra,
    introduction,
    minutes,
    respondent,
  }: Questionnaire,
  writer: Writer,
): Cells {
  const own = languages?.find(({ code }) => code === language);
  // A language without a text has no column.
  const { translations = {} } = writer.definition;
  const isUnseen = languages?.some(({ code }) => code !== language && !translations[code]);
  return {
    form_title: title,
    form_id: id,
    version,
    ...(own && { default_language: languageHeader(own) }),
    ...jsonColumn({
      introduction,
      minutes,
      respondent,
      translations: unsaid(writer),
      languages: isUnseen ? languages : undefined,
    }),
    ...extra,
  };
}

/** Translations of texts that no column holds: the rows of a matrix, the title itself. */
function unsaid({ definition, said }: Writer): Questionnaire['translations'] {
  const left = Object.entries(definition.translations ?? {}).flatMap(([code, texts]) => {
    const own = Object.entries(texts).filter(([place]) => !said.has(place));
    return own.length > 0 ? [[code, Object.fromEntries(own)] as const] : [];
  });
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

function jsonColumn(record: Readonly<Record<string, unknown>>): Cells {
  const filled = Object.entries(record).filter(([, value]) => value !== undefined);
  return filled.length > 0 ? { constat: JSON.stringify(Object.fromEntries(filled)) } : {};
}

function namesOf({ sections }: Questionnaire): ReadonlyMap<string, string> {
  const all = sections.flatMap(({ questions }) =>
    questions.flatMap((question) =>
      question.type === 'repeat' ? [question, ...question.questions] : [question],
    ),
  );
  return new Map(
    all.flatMap(({ id, sourceName }) => (sourceName === undefined ? [] : [[id, sourceName]])),
  );
}

/** Names as the form gives them, in expressions and in texts. */
function named(text: string | undefined, { names }: Writer): string {
  if (text === undefined) return '';
  if (names.size === 0) return text;
  return text.replace(/\$\{\s*([^{}]+?)\s*\}/g, (whole, id: string) => {
    const name = names.get(id);
    return name === undefined ? whole : `\${${name}}`;
  });
}

/** A text in each of the questionnaire's languages. */
function texts(column: string, place: string, text: string | undefined, writer: Writer): Cells {
  const { languages = [], language, translations = {} } = writer.definition;
  writer.said.add(place);
  if (languages.length === 0) return { [column]: named(text, writer) };
  const cells = languages.map((each) => {
    const said = each.code === language ? text : translations[each.code]?.[place];
    return [`${column}::${languageHeader(each)}`, named(said, writer)] as const;
  });
  return Object.fromEntries(cells);
}

/** A label that is the name alone is no label, unless another language has one. */
function unless(
  text: string,
  id: string,
  place: string,
  { definition }: Writer,
): string | undefined {
  const isSaid = Object.values(definition.translations ?? {}).some(
    (said) => said[place] !== undefined,
  );
  return text === id && !isSaid ? undefined : text;
}

function writeSection(section: Section, writer: Writer): void {
  const { id, title, loose, condition, introduction, extra = {}, groups = [] } = section;
  if (!loose) {
    const { name, ...others } = extra;
    writer.survey.push({
      ...others,
      type: 'begin_group',
      name: name ?? id,
      ...texts('label', `${id}:title`, unless(title, id, `${id}:title`, writer), writer),
      relevant: named(condition, writer),
      ...jsonColumn({ introduction }),
    });
  }
  writeQuestions(section.questions, groups, writer);
  if (!loose) writer.survey.push({ type: 'end_group', name: '' });
}

/** Opens and closes groups as questions go from one to another. */
function writeQuestions(
  questions: readonly Question[],
  groups: readonly Group[],
  writer: Writer,
): void {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const open: Group[] = [];
  const goTo = (path: readonly Group[]) => {
    while (open.length > 0 && open.at(-1) !== path[open.length - 1]) {
      open.pop();
      writer.survey.push({ type: 'end_group', name: '' });
    }
    for (const group of path.slice(open.length)) {
      open.push(group);
      writer.survey.push(groupRow(group, 'begin_group', `group/${group.id}:label`, writer));
    }
  };
  for (const question of questions) {
    goTo(pathTo(question.group, byId));
    writeQuestion(question, writer);
  }
  goTo([]);
}

function pathTo(id: string | undefined, groups: ReadonlyMap<string, Group>): Group[] {
  const path: Group[] = [];
  for (
    let at = id === undefined ? undefined : groups.get(id);
    at && !path.includes(at);
    at = at.group === undefined ? undefined : groups.get(at.group)
  ) {
    path.unshift(at);
  }
  return path;
}

function groupRow(
  { id, label, condition, sourceName, extra }: Omit<Group, 'group'>,
  type: string,
  place: string,
  writer: Writer,
): Cells {
  return {
    ...extra,
    type,
    name: sourceName ?? id,
    ...texts('label', place, label, writer),
    relevant: named(condition, writer),
  };
}

function writeQuestion(question: Question, writer: Writer): void {
  if (question.type === 'repeat') {
    const { label, id, count, max, hint, groups = [], questions } = question;
    const row = groupRow(
      { ...question, label: unless(label, id, `${id}:label`, writer) },
      'begin_repeat',
      `${id}:label`,
      writer,
    );
    const own = jsonColumn({
      hint,
      max: max === 20 ? undefined : max,
      ...requirement(question, writer, true),
    });
    writer.survey.push({ ...row, repeat_count: named(count, writer), ...own });
    writeQuestions(questions, groups, writer);
    writer.survey.push({ type: 'end_repeat', name: '' });
    return;
  }
  const { row, inner } = typed(question, writer);
  writer.survey.push({ ...baseRow(question, writer), ...row });
  if (!inner) return;
  writer.survey.push(...inner, { type: 'end_group', name: '' });
}

function requirement(
  { required: isRequired, requiredIf }: Question,
  writer: Writer,
  isJson: boolean,
): Record<string, unknown> {
  if (isJson) return { required: isRequired || undefined, requiredIf };
  return { required: isRequired ? 'yes' : named(requiredIf, writer) };
}

function baseRow(question: Question, writer: Writer): Cells {
  const { id, label, hint, condition, constraint, sourceName, extra = {} } = question;
  const { type: _type, ...others } = extra;
  return {
    name: sourceName ?? id,
    ...texts('label', `${id}:label`, unless(label, id, `${id}:label`, writer), writer),
    ...texts('hint', `${id}:hint`, hint, writer),
    required: question.required ? 'yes' : named(question.requiredIf, writer),
    ...texts('required_message', `${id}:requiredMessage`, question.requiredMessage, writer),
    relevant: named(condition, writer),
    constraint: named(constraint, writer),
    ...texts('constraint_message', `${id}:constraintMessage`, question.constraintMessage, writer),
    default: named(question.default, writer),
    ...others,
  };
}

type Typed = { readonly row: Cells; readonly inner?: readonly Cells[] };

const PLAIN = {
  integer: 'integer',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  'date-time': 'dateTime',
  note: 'note',
  hidden: 'hidden',
  geopoint: 'geopoint',
} as const;

const FILES = { photo: 'image', audio: 'audio', video: 'video', file: 'file' } as const;

function typed(question: Question, writer: Writer): Typed {
  const source = question.extra?.type;
  switch (question.type) {
    case 'single':
      if (source !== undefined) return { row: { type: source } };
      return select('select_one', question, writer);
    case 'multiple':
      return select('select_multiple', question, writer);
    case 'dropdown': {
      const { row } = select('select_one', question, writer);
      const isNative = isFoldedList(question.extra?.appearance ?? '');
      return { row: { ...row, ...(isNative ? {} : jsonColumn({ type: 'dropdown' })) } };
    }
    case 'ranking':
      return ranking(question, writer);
    case 'geotrace':
      return { row: { type: source ?? (question.shape === 'plot' ? 'geoshape' : 'geotrace') } };
    case 'short-text':
      return {
        row: {
          type: source ?? 'text',
          ...jsonColumn({
            maxLength: question.maxLength === 1000 ? undefined : question.maxLength,
          }),
        },
      };
    case 'long-text': {
      const isNative = /\bmultiline\b/.test(question.extra?.appearance ?? '');
      const own = isNative ? {} : { type: 'long-text', extra: question.extra };
      return {
        row: {
          type: source ?? 'text',
          ...jsonColumn({
            ...own,
            maxLength: question.maxLength === 10_000 ? undefined : question.maxLength,
          }),
        },
      };
    }
    case 'integer':
    case 'decimal': {
      const { min, max, unit } = question;
      return { row: { type: source ?? question.type, ...jsonColumn({ min, max, unit }) } };
    }
    case 'number':
      if (source !== undefined) return { row: { type: source } };
      return {
        row: { type: Number.isInteger(question.step) ? 'integer' : 'decimal', ...ours(question) },
      };
    case 'phone':
    case 'email':
      return { row: source === undefined ? { type: 'text', ...ours(question) } : { type: source } };
    case 'file':
      return { row: { type: source ?? FILES[question.kind] } };
    case 'calculated':
      return {
        row: { type: source ?? 'calculate', calculation: named(question.calculation, writer) },
      };
    case 'matrix':
      return matrix(question, writer);
    case 'allocation':
      return {
        row: { type: 'begin_group', ...ours(question) },
        inner: question.items.map(({ id, label }) =>
          part('integer', `${question.id}_${id}`, label, writer),
        ),
      };
    case 'maxdiff':
      return maxdiff(question, writer);
    case 'scale':
      return { row: { type: 'integer', ...ours(question) } };
    case 'commune':
      return { row: { type: 'text', ...ours(question) } };
    case 'consent':
      return { row: { type: 'acknowledge', ...ours(question) } };
    case 'repeat':
      return { row: {} };
    default:
      return { row: { type: source ?? PLAIN[question.type] } };
  }
}

const BASE: ReadonlySet<string> = new Set([
  ...[
    'id',
    'label',
    'hint',
    'required',
    'requiredIf',
    'requiredMessage',
    'condition',
    'constraint',
  ],
  ...['constraintMessage', 'default', 'group', 'sourceName'],
]);

/** What XLSForm has no word for: everything that the other columns don't say. */
function ours(question: Question): Cells {
  return jsonColumn(Object.fromEntries(Object.entries(question).filter(([key]) => !BASE.has(key))));
}

type WithChoices = Extract<Question, { type: 'single' | 'multiple' | 'dropdown' }>;

function select(word: string, question: WithChoices, writer: Writer): Typed {
  const { id, choices, choiceFilter, list = id } = question;
  const name = writeList(list, choices, `${id}/choices`, writer);
  const open = choices
    .filter((choice) => 'open' in choice && choice.open)
    .map((choice) => choice.id);
  const exclusive = choices
    .filter((choice) => 'exclusive' in choice && choice.exclusive)
    .map((choice) => choice.id);
  const own = {
    open: open.length > 0 ? open : undefined,
    exclusive: exclusive.length > 0 ? exclusive : undefined,
    max: question.type === 'multiple' ? question.max : undefined,
  };
  return {
    row: {
      type: `${word} ${name}`,
      choice_filter: named(choiceFilter, writer),
      ...jsonColumn(own),
    },
  };
}

type Listed = {
  readonly id: string;
  readonly label: string;
  readonly values?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly extra?: Cells | undefined;
};

/** A list is written once; another of the same name but not of the same choices takes a name of its own. */
function writeList(
  list: string,
  choices: readonly Listed[],
  place: string,
  writer: Writer,
): string {
  const rows = choices.flatMap((choice) => choiceRows(choice, place, writer));
  const content = JSON.stringify(rows);
  let name = list;
  for (let number = 2; writer.lists.has(name) && writer.lists.get(name) !== content; number += 1) {
    name = `${list}-${number}`;
  }
  if (!writer.lists.has(name)) {
    writer.lists.set(name, content);
    for (const row of rows) writer.choices.push({ list_name: name, ...row });
  }
  return name;
}

/** One row; several where the form gives one name to several. */
function choiceRows(
  { id, label, values = {}, extra }: Listed,
  place: string,
  writer: Writer,
): Cells[] {
  const at = `${place}/${id}:label`;
  const said = texts('label', at, unless(label, id, at, writer), writer);
  const count = Math.max(1, ...Object.values(values).map((each) => [each].flat().length));
  return Array.from({ length: count }, (_, index) => ({
    name: id,
    ...said,
    ...Object.fromEntries(
      Object.entries(values).map(([column, each]) => [column, [each].flat()[index] ?? '']),
    ),
    ...extra,
  }));
}

function ranking(question: Extract<Question, { type: 'ranking' }>, writer: Writer): Typed {
  const { id, items, itemFilter, min, max, list = id } = question;
  const type = `rank ${writeList(list, items, `${id}/items`, writer)}`;
  const isNative = min === items.length && max === items.length;
  if (isNative) return { row: { type, choice_filter: named(itemFilter, writer) } };
  const { extra } = question;
  return { row: { type, ...jsonColumn({ type: 'ranking', min, max, itemFilter, extra }) } };
}

function matrix(question: Extract<Question, { type: 'matrix' }>, writer: Writer): Typed {
  const { id, rows, columns, criteria = [] } = question;
  const row = { type: 'begin_group', appearance: 'table-list', ...ours(question) };
  if (!columns) {
    const inner = rows.flatMap((each) =>
      criteria.map((criterion) =>
        part(
          'integer',
          `${id}_${each.id}_${criterion.id}`,
          `${each.label} : ${criterion.label}`,
          writer,
        ),
      ),
    );
    return { row: { ...row, appearance: '' }, inner };
  }
  const list = writeList(`${id}_columns`, columns, `${id}/columns`, writer);
  return {
    row,
    inner: rows.map((each) => part(`select_one ${list}`, `${id}_${each.id}`, each.label, writer)),
  };
}

function maxdiff(question: Extract<Question, { type: 'maxdiff' }>, writer: Writer): Typed {
  const inner = designOf(question).flatMap((screen, index) => {
    const number = index + 1;
    const shown = question.items.filter(({ id }) => screen.includes(id));
    const list = writeList(`${question.id}_${number}`, shown, `${question.id}/items`, writer);
    const side = (name: string, label: string) =>
      part(`select_one ${list}`, `${question.id}_${number}_${name}`, `${number}. ${label}`, writer);
    return [side('best', question.bestLabel), side('worst', question.worstLabel)];
  });
  return { row: { type: 'begin_group', ...ours(question) }, inner };
}

/** A row that only other tools read. */
function part(type: string, name: string, label: string, { definition }: Writer): Cells {
  const own = definition.languages?.find(({ code }) => code === definition.language);
  return { type, name, [own ? `label::${languageHeader(own)}` : 'label']: label };
}
