/** The heads of columns, as twenty years of forms have spelt them. */
export type Header = {
  /** The name that this code knows it by, or what was typed where it knows none. */
  readonly column: string;
  readonly language: Language | undefined;
  /** To the letter. */
  readonly typed: string;
};

export type Language = { readonly code: string; readonly name: string };

/** Columns of texts, one a language. */
export const TEXT_COLUMNS = ['label', 'hint', 'constraint_message', 'required_message'] as const;
const MEDIA = ['image', 'audio', 'video', 'big-image', 'guidance_hint'];

const ALIASES: Readonly<Record<string, string>> = {
  caption: 'label',
  relevance: 'relevant',
  constraintmsg: 'constraint_message',
  constraint_msg: 'constraint_message',
  requiredmsg: 'required_message',
  required_msg: 'required_message',
  readonly: 'read_only',
  calculate: 'calculation',
  command: 'type',
  value: 'name',
  title: 'form_title',
  id_string: 'form_id',
  id: 'form_id',
  sms_option: 'sms_option',
};

export function readHeader(cell: string, sheet: 'survey' | 'choices' | 'settings'): Header {
  const typed = cell.trim().replace(/\s+/g, ' ');
  const parts = partsOf(typed);
  const [first = '', ...rest] = parts;
  const column = known(first, sheet);
  const language = rest.length > 0 ? readLanguage(rest.join(':')) : undefined;
  if ([...TEXT_COLUMNS, ...MEDIA].includes(column)) return { column, language, typed };
  return { column: rest.length > 0 ? typed : column, language: undefined, typed };
}

/** `bind:relevant`, `media::image::English`, `bind:jr:constraintMsg`: what comes before the name itself is dropped. */
function partsOf(typed: string): string[] {
  const parts = (typed.includes('::') ? typed.split('::') : typed.split(':')).map((part) =>
    part.trim(),
  );
  const [first = '', second] = parts;
  const isPrefix = /^(?:bind|media|control)$/i.test(first) && second !== undefined;
  const inner = isPrefix ? parts.slice(1) : parts;
  return inner[0]?.toLowerCase() === 'jr' && inner.length > 1 ? inner.slice(1) : splitJr(inner);
}

function splitJr([first = '', ...rest]: string[]): string[] {
  return [first.replace(/^jr:/i, ''), ...rest];
}

function known(name: string, sheet: string): string {
  const plain = name.toLowerCase().replace(/[\s-]+/g, '_');
  const alias = Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : undefined;
  if (sheet === 'settings') return plain === 'name' ? plain : (alias ?? plain);
  if (plain === 'id' || plain === 'title') return name;
  if (sheet === 'survey' && plain === 'value') return name;
  const column = alias ?? plain;
  const columns = sheet === 'survey' ? SURVEY_COLUMNS : CHOICE_COLUMNS;
  return columns.has(column) ? column : name;
}

const SURVEY_COLUMNS: ReadonlySet<string> = new Set([
  ...TEXT_COLUMNS,
  ...MEDIA,
  'type',
  'name',
  'required',
  'relevant',
  'constraint',
  'calculation',
  'default',
  'choice_filter',
  'repeat_count',
  'appearance',
  'parameters',
  'read_only',
  'trigger',
  'disabled',
  'constat',
]);

const CHOICE_COLUMNS: ReadonlySet<string> = new Set(['list_name', 'name', 'label', ...MEDIA]);

const NAMES: Readonly<Record<string, string>> = {
  français: 'fr',
  francais: 'fr',
  french: 'fr',
  english: 'en',
  anglais: 'en',
  spanish: 'es',
  español: 'es',
  espagnol: 'es',
  german: 'de',
  deutsch: 'de',
  allemand: 'de',
  italian: 'it',
  italien: 'it',
  portuguese: 'pt',
  português: 'pt',
  dutch: 'nl',
  swahili: 'sw',
  arabic: 'ar',
  arabe: 'ar',
  chinese: 'zh',
  japanese: 'ja',
  macedonian: 'mk',
  breton: 'br',
  occitan: 'oc',
  catalan: 'ca',
  basque: 'eu',
  corse: 'co',
};

/** « French (fr) », « French(fr) », « Français », « fr »: the same language. */
export function readLanguage(typed: string): Language {
  const [, name = '', code = ''] =
    /^(.*?)\s*\(([A-Za-z]{2,3}(?:-[A-Za-z0-9-]+)?)\)$/.exec(typed) ?? [];
  if (code !== '') return { code: code.toLowerCase(), name: name === '' ? code : name };
  const plain = typed.toLowerCase();
  const found = Object.hasOwn(NAMES, plain) ? NAMES[plain] : undefined;
  return { code: found ?? plain, name: typed };
}

/** The way back: what `readLanguage` reads the same. */
export function languageHeader({ code, name }: Language): string {
  return readLanguage(name).code === code ? name : `${name} (${code})`;
}
