import { type Line, plainWords } from './lines.ts';

/** How a line names who speaks. */
export type LabelForm = 'bracket' | 'colon' | 'dash' | 'bold' | 'alone';

export interface SpeakerLabel {
  readonly form: LabelForm;
  /** As written, without its sign: « M. le maire ». */
  readonly label: string;
  /** What tells two speakers apart: « m le maire »; « Q1 » and « Q2 » are both « q ». */
  readonly key: string;
  /** Where the speech begins in the line. */
  readonly speechAt: number;
}

const TIME = String.raw`\d{1,2}\s?[:h]\s?\d{2}(?:\s?[:m.]\s?\d{2})?s?`;
const TIMES = String.raw`[([]?\s*${TIME}(?:\s*[-–—>]+\s*${TIME})?\s*[)\]]?`;
const NAME = String.raw`(?<label>[\p{L}][\p{L}\p{N}.,’'()/ \u00a0\u202f-]{0,58}?)`;

const FORMS: readonly (readonly [LabelForm, RegExp])[] = [
  [
    'bracket',
    new RegExp(String.raw`^(?:${TIMES}\s*)?\[${NAME}\]\s*(?:${TIMES})?\s*[:–—-]?\s*`, 'u'),
  ],
  [
    'colon',
    new RegExp(String.raw`^(?:[-–—]\s+)?(?:${TIMES}\s*)?${NAME}\s*(?:${TIMES})?\s*:(?:\s+|$)`, 'u'),
  ],
  ['dash', new RegExp(String.raw`^${NAME}\.?\s+[–—-]\s+(?=\P{Ll})`, 'u')],
  ['alone', new RegExp(String.raw`^${NAME}\s*(?:${TIMES})?\s*$`, 'u')],
];

const MAX_LABEL_WORDS = 8;
const MAX_BOLD_LABEL = 60;

/** Every way in which the beginning of the line may name a speaker; which one counts, the whole text decides. */
export function labelsOf(line: Line): SpeakerLabel[] {
  const written = FORMS.flatMap(([form, pattern]): SpeakerLabel[] => {
    const match = pattern.exec(line.text);
    const label = match?.groups?.label?.trim();
    if (match === null || label === undefined || !looksLikeName(label)) return [];
    if (form === 'alone' && !isStandout(line, label)) return [];
    return [{ form, label, key: keyOf(label), speechAt: match[0].length }];
  });
  return [...written, ...boldLabel(line)];
}

function boldLabel(line: Line): SpeakerLabel[] {
  const { leadingBold, text } = line;
  if (leadingBold < 1 || leadingBold >= text.length || leadingBold > MAX_BOLD_LABEL) return [];
  const label = text
    .slice(0, leadingBold)
    .replace(/[\s:–—.-]+$/u, '')
    .trim();
  if (!looksLikeName(label)) return [];
  const rest = text.slice(leadingBold);
  const speechAt = leadingBold + (/^[\s:–—-]*/u.exec(rest)?.[0].length ?? 0);
  return [{ form: 'bold', label, key: keyOf(label), speechAt }];
}

/** A name alone on its line is bold, in capitals, or a word that only names a speaker. */
function isStandout(line: Line, label: string): boolean {
  return (
    line.leadingBold >= line.text.length ||
    (label.length > 1 && label === label.toUpperCase()) ||
    roleByWord(keyOf(label)) !== undefined
  );
}

function looksLikeName(label: string): boolean {
  const words = label.split(/[\s\u00a0]+/u);
  const withoutTitles = label.replaceAll(
    /\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|enq|int)\./giu,
    '',
  );
  return (
    words.length <= MAX_LABEL_WORDS &&
    !/[.,;?!]\s/u.test(withoutTitles) &&
    !NOT_NAMES.has(keyOf(label)) &&
    !STAGE_DIRECTION.test(keyOf(label)) &&
    (/^\p{Lu}/u.test(label) || roleByWord(keyOf(label)) !== undefined)
  );
}

function keyOf(label: string): string {
  return plainWords(label).replace(/\s?\d+$/u, '');
}

/** Words before a colon that name no one. */
const NOT_NAMES: ReadonlySet<string> = new Set(
  (
    'note notes nb remarque remarques exemple exemples objectif objectifs date lieu duree entretien sujet theme themes ' +
    'annexe annexes source sources total contact telephone tel mail courriel presents excuses attention conclusion ' +
    'constat constats proposition propositions synthese resume contexte titre objet reference references adresse ' +
    'fonction nom prenom commune departement region besoins enjeux atouts faiblesses forces menaces opportunites'
  ).split(' '),
);

/** « [Rires] », « [interruption du téléphone] »: what happens while someone speaks. */
const STAGE_DIRECTION =
  /^(?:rires?|il rit|elle rit|silences?|pauses?|inaudible|incomprehensible|interruptions?|bruits?|coupures?|soupirs?|hesitations?|applaudissements|sonnerie|fin|debut|suite)\b/u;

const INTERVIEWER =
  /^(?:enqueteurs?|enquetrices?|enq|chercheurs?|chercheuses?|interviewers?|intervieweurs?|intervieweuses?|questions?|q|animateurs?|animatrices?|consultante?s?|journalistes?|moderateurs?|moderatrices?|int|charge d etudes?|chargee d etudes?)$/u;
const INTERVIEWEE =
  /^(?:interviewee?s?|enquetee?s?|repondante?s?|reponses?|r|rep|participante?s?|temoins?|locuteurs?|locutrices?|l? ?interviewee?)$/u;

/** What a label says by itself of who speaks. */
export function roleByWord(key: string): 'interviewer' | 'interviewee' | undefined {
  if (INTERVIEWER.test(key)) return 'interviewer';
  return INTERVIEWEE.test(key) ? 'interviewee' : undefined;
}
