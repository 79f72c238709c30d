import { problemsOf, type QuestionnaireProblem, type Role } from '../compile.ts';
import {
  everyQuestionOf,
  type Questionnaire,
  type QuestionnaireInput,
  questionnaire as schema,
} from '../definition.ts';
import { textsOf } from '../languages.ts';
import { citedIn } from '../piping.ts';
import { attachmentsFrom } from './attachments.ts';
import { readChoices } from './choices.ts';
import { type Context, createContext } from './context.ts';
import { chooseLanguages } from './language-choice.ts';
import { buildSections } from './sections.ts';
import type { Place, Sheet, XlsformProblem, XlsformProblemCode } from './sheets.ts';
import { type Row, readTable, type Table } from './table.ts';

export type XlsformReading = {
  /** Nothing where the workbook holds no questionnaire at all. */
  readonly definition: Questionnaire | undefined;
  readonly problems: readonly XlsformProblem[];
};

/** Rows that a person may have written; what declares more is read as far as this. */
export const MAX_ROWS = 20_000;

/**
 * An XLSForm as one of our questionnaires. Nothing is lost in silence: what can't be carried is kept to the letter
 * beside what it belongs to, and told with its place. `id` stands in where the form names itself nowhere; `files` are
 * those that stand beside the workbook, each as a sheet that bears its name.
 */
export function readXlsform(
  sheets: readonly Sheet[],
  id = 'questionnaire',
  files: readonly Sheet[] = [],
): XlsformReading {
  const survey = surveyIn(sheets);
  if (!survey.sheet) {
    const place = { sheet: sheets[0]?.name ?? '', row: null, cell: null };
    return { definition: undefined, problems: [problem(place, 'error', 'no-survey')] };
  }
  const table = readTable(survey.sheet, 'survey');
  const columns = new Set(table.headers.map(({ column }) => column));
  if (!columns.has('type') || !columns.has('name')) {
    return {
      definition: undefined,
      problems: [problem(table.place('type'), 'error', 'no-columns')],
    };
  }
  const choices = tableOf(sheets, 'choices');
  const external = tableOf(sheets, 'external_choices');
  const settings = tableOf(sheets, 'settings')?.rows[0];
  const languages = chooseLanguages(table, choices, settings);
  const attachments = attachmentsFrom(files);
  const context = createContext(
    languages,
    readChoices(choices, external, languages, settings, attachments),
  );
  const guessed = problem(
    { sheet: survey.sheet.name, row: null, cell: null },
    'warning',
    'survey-sheet-guessed',
  );
  context.problems.push(...(survey.isGuessed ? [guessed] : []), ...table.problems);
  const built = build(table, settings, sheets, survey.sheet, context, id);
  const parsed = schema.safeParse(built);
  context.problems.push(...context.choices.problems);
  if (!parsed.success)
    return {
      definition: undefined,
      problems: [...context.problems, tooLarge(parsed.error, survey.sheet)],
    };
  const definition = withTranslations(parsed.data, context);
  context.problems.push(...placed(definition, context), ...uncited(definition, context));
  return { definition, problems: inPlace(context.problems) };
}

function problem(
  place: Place,
  severity: XlsformProblem['severity'],
  code: XlsformProblemCode,
  params: XlsformProblem['params'] = {},
): XlsformProblem {
  return { ...place, severity, code, params };
}

function tooLarge(
  error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] },
  sheet: Sheet,
) {
  const [issue] = error.issues;
  const isEmpty = issue?.path.join('.') === 'sections';
  const place = { sheet: sheet.name, row: null, cell: null };
  const detail = `${issue?.path.join('.')} : ${issue?.message}`;
  return problem(place, 'error', isEmpty ? 'no-questions' : 'too-large', { detail });
}

function surveyIn(sheets: readonly Sheet[]): { sheet?: Sheet; isGuessed: boolean } {
  const named = sheets.find(({ name }) => name.trim().toLowerCase() === 'survey');
  if (named) return { sheet: named, isGuessed: false };
  const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== '')));
  const [only] = filled;
  return only && filled.length === 1 && isSurvey(only)
    ? { sheet: only, isGuessed: true }
    : { isGuessed: false };
}

function isSurvey(sheet: Sheet): boolean {
  const columns = readTable({ ...sheet, rows: sheet.rows.slice(0, 3) }, 'survey').headers;
  return ['type', 'name'].every((each) => columns.some(({ column }) => column === each));
}

function tableOf(
  sheets: readonly Sheet[],
  name: 'choices' | 'external_choices' | 'settings',
): Table | undefined {
  const sheet = sheets.find((each) => each.name.trim().toLowerCase() === name);
  return sheet && readTable(sheet, name === 'settings' ? name : 'choices');
}

const READ_SETTINGS = new Set(['form_title', 'form_id', 'version', 'default_language', 'constat']);

function build(
  table: Table,
  settings: Row | undefined,
  sheets: readonly Sheet[],
  survey: Sheet,
  context: Context,
  id: string,
): QuestionnaireInput {
  const own = jsonIn(settings, context);
  const formId = settings?.cell('form_id') || id;
  const slug = slugOf(formId) || 'questionnaire';
  const title = settings?.cell('form_title') || formId;
  const version = settings?.cell('version') || '1';
  const { languages } = context;
  const { sections, lists } = buildSections(table, context, title);
  const extra = {
    ...settings?.extra(READ_SETTINGS),
    ...(slug === formId ? {} : { form_id: formId }),
    ...(version.length > 32 ? { version } : {}),
  };
  const kept = keptSheets(sheets, survey, context);
  return {
    id: slug,
    version: version.slice(0, 32),
    language: languages.own.code,
    ...(languages.all.length > 0 && { languages: [...languages.all] }),
    title,
    ...own,
    sections,
    ...(Object.keys(lists).length > 0 && { lists }),
    ...(Object.keys(extra).length > 0 && { extra }),
    ...(Object.keys(kept).length > 0 && { sheets: kept }),
  };
}

function jsonIn(settings: Row | undefined, context: Context): object {
  const text = settings?.cell('constat') ?? '';
  if (text === '' || !settings) return {};
  return context.json(text, settings.place('constat')) ?? {};
}

export function slugOf(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^[_-]+|-+$/g, '')
    .slice(0, 64);
}

const MAX_KEPT_CELLS = 20_000;

/** Sheets that nothing here reads, and the lists that no question asks. */
function keptSheets(
  sheets: readonly Sheet[],
  survey: Sheet,
  context: Context,
): Record<string, string[][]> {
  const external = context.choices.isExternalUsed() ? ['external_choices'] : [];
  const others = sheets.filter(
    (sheet) =>
      sheet !== survey &&
      !['choices', 'settings', ...external].includes(sheet.name.trim().toLowerCase()),
  );
  const kept: Record<string, string[][]> = {};
  let cells = 0;
  for (const { name, rows } of others) {
    const filled = trimmed(rows);
    if (filled.length === 0) continue;
    cells += filled.reduce((sum, row) => sum + row.length, 0);
    const isKept = cells <= MAX_KEPT_CELLS;
    if (isKept) kept[name] = filled;
    const place = { sheet: name, row: null, cell: null };
    context.problems.push(problem(place, 'warning', 'sheet-kept', { isKept: isKept ? 1 : 0 }));
  }
  const unused = context.choices.unused();
  if (unused.length > 1) kept[UNUSED_CHOICES] = unused;
  return kept;
}

/** Rows of the sheet of choices that no question asks, under the name that the export gives back to it. */
export const UNUSED_CHOICES = 'choices';

function trimmed(rows: readonly (readonly string[])[]): string[][] {
  const cut = rows.map((row) => {
    let end = row.length;
    while (end > 0 && row[end - 1] === '') end -= 1;
    return row.slice(0, end);
  });
  while (cut.length > 0 && cut.at(-1)?.length === 0) cut.pop();
  return cut;
}

/** Texts that the form gives in other languages, by the place that the questionnaire gives them. */
function withTranslations(definition: Questionnaire, context: Context): Questionnaire {
  const places = textsOf(definition);
  const others = context.languages.all.filter(({ code }) => code !== definition.language);
  const translations: Record<string, Record<string, string>> = {};
  for (const { code, name } of others) {
    const said = [...context.translations].flatMap(([place, texts]) => {
      const text = texts.get(code);
      return text === undefined || !places.has(place) ? [] : [[place, text] as const];
    });
    const given = { ...Object.fromEntries(said), ...definition.translations?.[code] };
    if (Object.keys(given).length > 0) translations[code] = given;
    const missing = [...places.keys()].filter((place) => !translations[code]?.[place]);
    const asked = missing.filter((place) => context.translations.has(place));
    const first = asked[0] === undefined ? undefined : context.textPlaces.get(asked[0]);
    if (first)
      context.problems.push(
        problem(first, 'warning', 'text-missing', { language: name, count: asked.length }),
      );
  }
  return Object.keys(translations).length > 0 ? { ...definition, translations } : definition;
}

const CODES: Readonly<Record<QuestionnaireProblem['code'], XlsformProblemCode>> = {
  'unknown-function': 'unknown-function',
  'wrong-arity': 'wrong-arity',
  'unknown-reference': 'unknown-reference',
  'unreadable-pattern': 'unreadable-pattern',
  'duplicate-id': 'name-twice',
  'unreadable-expression': 'unreadable-expression',
  cycle: 'cycle',
};

const COLUMNS: Readonly<Record<Role, string>> = {
  condition: 'relevant',
  constraint: 'constraint',
  requiredIf: 'required',
  filter: 'choice_filter',
  calculation: 'calculation',
  default: 'default',
  count: 'repeat_count',
};

/** What keeps the questionnaire from being published, with the cell that it comes from. */
function placed(definition: Questionnaire, context: Context): XlsformProblem[] {
  return problemsOf(definition).map(({ code, on, role, detail }) => {
    const row = context.rows.get(on);
    const column = role ? COLUMNS[role] : code === 'cycle' ? 'name' : 'name';
    const place = row?.place(column) ?? { sheet: 'survey', row: null, cell: null };
    const isAmbiguous = code === 'unknown-reference' && context.ambiguous.has(detail);
    return problem(place, 'error', isAmbiguous ? 'ambiguous-reference' : CODES[code], { detail });
  });
}

/** Texts that cite what is not asked. */
function uncited(definition: Questionnaire, context: Context): XlsformProblem[] {
  const ids = new Set(everyQuestionOf(definition).map(({ id }) => id));
  return [...textsOf(definition)].flatMap(([at, text]) => {
    const place = context.textPlaces.get(at);
    return citedIn(text)
      .filter((id) => !ids.has(id) && place !== undefined)
      .map((id) => {
        const code = context.ambiguous.has(id) ? 'ambiguous-reference' : 'unknown-reference';
        return problem(place ?? { sheet: 'survey', row: null, cell: null }, 'error', code, {
          detail: id,
        });
      });
  });
}

/** From the top of each sheet to its foot. */
function inPlace(problems: readonly XlsformProblem[]): XlsformProblem[] {
  const order = ['survey', 'choices', 'settings'];
  const rank = ({ sheet }: XlsformProblem) => {
    const found = order.indexOf(sheet.toLowerCase());
    return found === -1 ? order.length : found;
  };
  return problems.toSorted((a, b) => rank(a) - rank(b) || (a.row ?? 0) - (b.row ?? 0));
}
