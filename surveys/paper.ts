import { conditionInWords } from './conditionInWords.ts';
import { conditionOf, type Question, type Questionnaire } from './definition.ts';
import { piped } from './piping.ts';
import { typeOf } from './question-types/find.ts';
import { lines, type PaperBlock } from './question-types/paper.ts';

/** A questionnaire to print and fill in with a pen: every question, numbered, and when to skip it. */

export interface PaperQuestion {
  /** « 4 », or « 7.2 » within a repeated group; null for a text to read. */
  readonly number: string | null;
  readonly label: string;
  readonly hint: string | null;
  readonly isRequired: boolean;
  /** « votre réponse à la question 4 est « Oui » » */
  readonly condition: string | null;
  readonly isFiltered: boolean;
  readonly blocks: readonly PaperBlock[];
  /** Of a repeated group, what is asked at each turn, and how many turns are printed. */
  readonly turns: readonly {
    readonly turn: number;
    readonly questions: readonly PaperQuestion[];
  }[];
}

export interface PaperSection {
  readonly title: string;
  readonly introduction: string | null;
  readonly condition: string | null;
  readonly questions: readonly PaperQuestion[];
}

const TURNS_PRINTED = 3;

export function paperOf(definition: Questionnaire): PaperSection[] {
  const numbers = numbersOf(definition);
  const inWords = wordsOf(definition, numbers);
  return definition.sections.map((section) => ({
    title: section.title,
    introduction: section.introduction ?? null,
    condition: inWords(section.condition),
    questions: section.questions
      .filter((question) => !typeOf(question).isSilent)
      .map((question) =>
        paperQuestion(question, inWords(conditionOf(section, question)), { numbers, inWords }),
      ),
  }));
}

/** Question → number. Texts to read and values that nobody types have none. */
function numbersOf({ sections }: Questionnaire): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  const asked = sections
    .flatMap(({ questions }) => questions)
    .filter((question) => typeOf(question).isAnswered && !typeOf(question).isSilent);
  for (const [index, question] of asked.entries()) {
    numbers.set(question.id, String(index + 1));
    const own = typeOf(question).turns?.(question).questions ?? [];
    for (const [place, each] of own.entries()) numbers.set(each.id, `${index + 1}.${place + 1}`);
  }
  return numbers;
}

type InWords = (source: string | undefined) => string | null;
type Reading = { readonly numbers: ReadonlyMap<string, string>; readonly inWords: InWords };

/** Conditions cite a question by its number: on paper one looks it up, where a screen would repeat its words. */
function wordsOf(definition: Questionnaire, numbers: ReadonlyMap<string, string>): InWords {
  const cited = <Any extends Question>(question: Any): Any => ({
    ...question,
    label: numbers.has(question.id) ? `${MARK}${numbers.get(question.id)}${MARK}` : question.label,
    ...('questions' in question && { questions: question.questions.map(cited) }),
  });
  const renamed = {
    ...definition,
    sections: definition.sections.map((each) => ({
      ...each,
      questions: each.questions.map(cited),
    })),
  };
  return (source) =>
    source === undefined ? null : citedByNumber(conditionInWords(source, renamed));
}

/** Around a number that stands for a label, so that its quotation marks can be taken off. */
const MARK = '\u2063';

const citedByNumber = (words: string): string =>
  words
    .replace(
      new RegExp(`«\\s*${MARK}([\\d.]+)${MARK}\\s*(\\([^»]*\\))?\\s*»`, 'gu'),
      (_all, number: string, part: string | undefined) =>
        `votre réponse à la question\u00a0${number}${part ? ` ${part}` : ''}`,
    )
    .replaceAll(MARK, '')
    .replace(
      /le nombre de réponses cochées à votre réponse à (la question\u00a0[\d.]+) est (supérieur à 0|au moins 1)/gu,
      'vous avez coché au moins une case à $1',
    )
    .replace(
      /le nombre de réponses cochées à votre réponse à la question/gu,
      'le nombre de cases cochées à la question',
    )
    .replace(TURNED, (all, place: string, verb: string, value: string | undefined) =>
      value || / (rempli|vide)$/.test(verb)
        ? `${VERBS[verb] ?? verb}${value ? ` ${value}` : ''} à ${place}`
        : all,
    );

/** « votre réponse à la question 4 est « Oui » » reads « vous avez répondu « Oui » à la question 4 ». */
const TURNED =
  /votre réponse à (la question\u00a0[\d.]+(?: \([^)]*\))?) (est rempli|est vide|est|n’est pas|comprend|ne comprend pas)(?: («[^»]*»))?(?= |$|\))/gu;

const VERBS: Readonly<Record<string, string>> = {
  'est rempli': 'vous avez répondu',
  'est vide': 'vous n’avez pas répondu',
  est: 'vous avez répondu',
  'n’est pas': 'vous n’avez pas répondu',
  comprend: 'vous avez coché',
  'ne comprend pas': 'vous n’avez pas coché',
};

function paperQuestion(
  question: Question,
  condition: string | null,
  { numbers, inWords }: Reading,
): PaperQuestion {
  const type = typeOf(question);
  const turns = type.turns?.(question);
  const printed = turns ? Math.min(turns.max, TURNS_PRINTED) : 0;
  return {
    number: numbers.get(question.id) ?? null,
    label: piped(question.label, () => '……'),
    hint: question.hint === undefined ? null : piped(question.hint, () => '……'),
    isRequired: question.required,
    condition,
    isFiltered: type.options(question)?.filter !== undefined,
    blocks: blocksOf(question),
    turns: Array.from({ length: printed }, (_, index) => ({
      turn: index + 1,
      questions: (turns?.questions ?? [])
        .filter((own) => !typeOf(own).isSilent)
        .map((own) => paperQuestion(own, inWords(own.condition), { numbers, inWords })),
    })),
  };
}

/** A hint that says how many answers are awaited is not said twice. */
function blocksOf(question: Question): readonly PaperBlock[] {
  const type = typeOf(question);
  const blocks = type.paper?.(question) ?? (type.isAnswered && !type.turns ? [lines(2)] : []);
  if (!question.hint?.includes('réponses')) return blocks;
  return blocks.map((block) => (block.kind === 'boxes' ? { ...block, note: '' } : block));
}
