/** What stands before an apostrophe and is a word of its own. */
export const ELISIONS: ReadonlySet<string> = new Set(
  'c ç d j l m n s t y qu jusqu lorsqu puisqu quoiqu parc tandisqu'.split(' '),
);

/** Words with an apostrophe or a hyphen that must not be cut there. */
export const WHOLE_WORDS: ReadonlySet<string> = new Set(
  `aujourd'hui quelqu'un quelqu'une quelques-uns quelques-unes presqu'île presqu'îles
  presqu'ile presqu'iles prud'homme prud'hommes prud'homal prud'homale prud'homaux c'est-à-dire
  c'est-a-dire celui-ci celui-là celle-ci celle-là ceux-ci ceux-là celles-ci celles-là
  celui-la celle-la ceux-la celles-la là-bas là-haut là-dedans là-dessus là-dessous là-dehors
  ci-dessus ci-dessous ci-joint ci-jointe ci-après ci-contre rendez-vous sauve-qui-peut
  peut-être peut-etre chez-soi chez-moi soi-disant ouï-dire couvre-lui`.split(/\s+/),
);

/** Pronouns and « -là », « -ci » that hang on a word by a hyphen. */
export const HYPHENATED_CLITIC =
  /(?<=.)-(?:t['-])?(?:je|tu|ils?|elles?|on|nous|vous|ce|l[ae]s?|lui|leur|moi|toi|y|en|là|ci|m'|t'|l'|s'|que)$/iu;

/** Never the end of a sentence. */
const ALWAYS_SHORT = 'etc cf env tél tel c-à-d p.ex';
/** Titles, before a capital. */
const TITLES = 'M MM Mme Mmes Mlle Mlles Mgr Dr Pr Me St Ste Sts';
/** Words of their own too: short only where a number or a small letter follows. */
const SHORT_BEFORE_MORE =
  'art p pp av apr ex vol fig chap sept janv févr fév oct nov déc dép dépt réf éd coll bd n no al resp dir conf hab';

const always = new Set(ALWAYS_SHORT.split(' '));
const titles = new Set(TITLES.split(' '));
const beforeMore = new Set(SHORT_BEFORE_MORE.split(' '));

/** Is the full stop after `word`, followed by `next` (a few characters), part of an abbreviation? */
export function isAbbreviation(word: string, next: string): boolean {
  const lower = word.toLowerCase();
  if (always.has(lower)) return true;
  if (titles.has(word)) return /^(?:\s?\p{Lu}|\sl['ae])/u.test(next);
  if (beforeMore.has(lower)) return /^\s?[\p{Ll}\d]/u.test(next);
  // An initial: « J. Martin », « J.-P. Martin ».
  return /^\p{Lu}$/u.test(word) && /^[\s-]?\p{Lu}[\p{Ll}.]/u.test(next);
}

/** Signs of measure: each is its own lemma. */
export const UNIT_SIGNS: ReadonlySet<string> = new Set(
  'h km m cm mm dm kg g mg µg t l ml cl ha kw mw kwh mwh gwh mn min s ms ko mo go to k md mds m€ k€ eur hz mhz m² m³ km² cm² cm³'.split(
    ' ',
  ),
);

/** May the letters stick to a number: « 14h30 », « 20KM », « 30ans »? « 5G » is one word. */
export function isUnit(letters: string): boolean {
  if (UNITS.has(letters) || letters === 'H') return true;
  return letters.length > 1 && UNITS.has(letters.toLowerCase());
}

const UNITS: ReadonlySet<string> = new Set([
  ...UNIT_SIGNS,
  ...'an ans euro euros bar jours mois milliard milliards million millions fois'.split(' '),
]);
