import type { z } from 'zod';
import type { Data } from '../expressions/tree.ts';
import type { Entry } from '../results/entry.ts';
import type { Summary } from '../results/summary.ts';
import type { Editing } from './editing.ts';
import type { PaperBlock } from './paper.ts';
import type { PlainQuestion } from './plain-question.ts';
import type { Group } from './question.ts';

/** What a form sent: field name → values, in the order of the page. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** Why an answer can't be taken, as a code and its facts; the French sentence is in views/messages. */
export type Problem = {
  readonly code: ProblemCode;
  /** Name of the field to put right, which is also the id of its first control. */
  readonly field: string;
  readonly facts?: Readonly<Record<string, string | number>>;
};

export type ProblemCode =
  | 'choose-one'
  | 'choose-some'
  | 'write-something'
  | 'give-a-number'
  | 'place-on-scale'
  | 'tick-to-continue'
  | 'choose-commune'
  | 'several-values'
  | 'unknown-choice'
  | 'no-longer-offered'
  | 'exclusive-choice'
  | 'too-many-choices'
  | 'specify-other'
  | 'answer-each-row'
  | 'row-without-answer'
  | 'rank-used-twice'
  | 'too-few-ranked'
  | 'answer-each-screen'
  | 'screen-incomplete'
  | 'best-is-worst'
  | 'not-a-number'
  | 'out-of-range'
  | 'not-on-step'
  | 'too-long'
  | 'forbidden-character'
  | 'unknown-commune'
  | 'give-a-date'
  | 'not-a-date'
  | 'give-a-time'
  | 'not-a-time'
  | 'under-least'
  | 'over-most'
  | 'give-an-email'
  | 'not-an-email'
  | 'give-a-phone'
  | 'not-a-phone'
  | 'give-a-place'
  | 'not-a-place'
  | 'give-points'
  | 'not-a-point'
  | 'too-many-points'
  | 'name-a-file'
  | 'share-all-points'
  | 'points-left'
  | 'points-over'
  | 'answer-a-turn'
  | 'constraint'
  | 'own-words';

export type Reading<Answer> = {
  /** Undefined when nothing was answered, or when what was typed is not an answer. */
  readonly answer: Answer | undefined;
  readonly problems: readonly Problem[];
};

/** The choices, rows or items of a question, and the expression that says which of them are offered. */
export type Options = {
  readonly choices: readonly {
    readonly id: string;
    readonly label: string;
    readonly values?: Readonly<Record<string, string | readonly string[]>> | undefined;
  }[];
  readonly filter?: string | undefined;
};

/** Ids of the options that the other answers leave on offer. */
export type Offer = ReadonlySet<string>;

export type Commune = {
  readonly code: string;
  readonly name: string;
  /** « Marne · 51000 », what tells it from its namesakes. */
  readonly detail: string;
};

/** What only the store knows, fetched before by whoever calls. */
export type LookUps = {
  readonly findCommune: (code: string) => Commune | undefined;
  /** What was found for what was typed in the search of a question. */
  readonly communesFound: (typed: string) => readonly Commune[];
};

/**
 * What the cells of a column hold. `words` are the respondent's own, which their consent rules; a `contact`
 * says who they are; a `mark` is 1 or 0.
 */
export type ColumnKind =
  | 'code'
  | 'mark'
  | 'number'
  | 'date'
  | 'time'
  | 'date-time'
  | 'text'
  | 'words'
  | 'contact';

export type Column = {
  readonly name: string;
  readonly label: string;
  readonly kind: ColumnKind;
  /** The choice, row, item or turn that it is about: where that is not on offer, the column was not asked. */
  readonly option?: string;
  /** What its codes stand for, in the order of the question. */
  readonly choices?: readonly Choice[];
};

export type Choice = { readonly value: string | number; readonly label: string };
export type Cell = string | number | null;

/** What a question wants looked up before it can be checked or shown. */
export type Wanted = { readonly codes: readonly string[]; readonly searches: readonly string[] };

/** A repeated group: its questions, and how many times they are asked. */
export type Turns = {
  readonly questions: readonly PlainQuestion[];
  readonly groups: readonly Group[];
  /** An expression for the number of turns; where there is none, one more than were answered. */
  readonly count: string | undefined;
  readonly max: number;
};

type Identified = { readonly id: string };

/**
 * Everything that a caller may ask of a type of question. Shared code never branches on a type: it asks.
 * `Question` is the type's part of a questionnaire, `Answer` the shape that is stored, `Tallied` what results count of it.
 */
export interface QuestionType<Question extends Identified, Answer, Tallied = Answer> {
  readonly type: string;
  /** Shape of a stored answer, whatever the question. */
  readonly answer: z.ZodType<Answer>;
  /** Several controls under one legend, rather than one control with its label. */
  readonly isGroup: boolean;
  /** False for a text to read: nothing to answer, nothing to export. */
  readonly isAnswered: boolean;
  /** True where nothing is shown: its value comes from elsewhere. */
  readonly isSilent?: boolean;
  /** True where an answer says by itself who gives it, or where they can be found: an anonymous survey has none. */
  readonly isIdentifying?: boolean;
  /** Media types of the files that answer it; left out by the types that take none. */
  accepts?(question: Question): readonly string[];
  /** Said when a required question has no answer at all. */
  missing(question: Question, offer: Offer): Problem;
  options(question: Question): Options | undefined;
  /** What is asked again and again, turn after turn, where the question is a repeated group. */
  turns?(question: Question): Turns;
  /** The expression that its value comes from, where nobody types it. */
  calculation?(question: Question): string | undefined;
  /** Its answer from the text that an expression came to; left out by the types that can't be filled so. */
  fromText?(question: Question, text: string): Answer | undefined;
  /** Left out by the types that ask the store for nothing. */
  wanted?(question: Question, fields: Fields): Wanted;
  /** Every field name that belongs to the question; a form's other fields are not read. */
  fieldNames(question: Question): string[];
  read(question: Question, fields: Fields): Reading<Answer>;
  /** The same answer as the form would send it: `read` gives it back. */
  write(question: Question, answer: Answer): Fields;
  /** Drops what is not on offer any more; undefined when nothing is left. */
  prune(question: Question, answer: Answer, offer: Offer): Answer | undefined;
  /** What makes the answer wrong, so that it can't be stored. */
  faults(question: Question, answer: Answer, lookUps: LookUps): Problem[];
  /** What is still to be answered, so that it can't be sent yet. `answer` is pruned. */
  gaps(question: Question, answer: Answer, offer: Offer): Problem[];
  /** What its template shows, beyond what all questions show, from fields typed or written. */
  view(question: Question, fields: Fields, offer: Offer, lookUps: LookUps): object;
  /** The answer in words, line by line: review, receipt, reading by staff. */
  display(question: Question, answer: Answer, lookUps: LookUps): string[];
  /** Columns of an export, and a row's cells in the same order. */
  columns(question: Question): Column[];
  cells(question: Question, answer: Answer | undefined): Cell[];
  /** The fields of a form that say what these cells say, by name of column; left out where both bear the same names. */
  fromCells?(question: Question, cells: Readonly<Record<string, string>>): Fields;
  /** What expressions see; an empty answer is an empty text, or parts that are empty. */
  data(question: Question, answer: Answer | undefined): Data;
  /** What is printed to be answered with a pen; left out where nothing is shown, and by a text to read. */
  paper?(question: Question): readonly PaperBlock[];
  /** The respondent's own words, to the letter. */
  words(question: Question, answer: Answer): string[];
  /** What a summary counts of an answer, as the version that was answered has it; the answer itself where left out. */
  tallied?(question: Question, answer: Answer): Tallied;
  /** What answers come to; answers of the same case come together, with their number or the sum of their weights. */
  summary(question: Question, entries: readonly Entry<Tallied>[]): Summary;
  /** The groups that answers sort respondents into, where each belongs to one at most. */
  groups?(question: Question): readonly { readonly id: string; readonly label: string }[];
  groupOf?(question: Question, tallied: Tallied): string;
  /** What the editor of questionnaires asks of the type. */
  readonly editing: Editing<Question, Answer>;
}
