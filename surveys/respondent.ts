import type { Questionnaire } from './definition.ts';
import { typeOf } from './question-types/find.ts';
import type { Answers } from './routing.ts';

type Roles = NonNullable<Questionnaire['respondent']>;

/** Who speaks and on what terms, as the answers themselves say it. */
export type Respondent = {
  readonly communeCode: string | null;
  /** In the respondent's or the questionnaire's words: « Maire ». */
  readonly function: string | null;
  readonly category: Roles['categories'][string] | null;
  readonly consent: Roles['consents'][string];
};

export function respondentOf(questionnaire: Questionnaire, answers: Answers): Respondent {
  const roles = questionnaire.respondent;
  if (!roles) return { communeCode: null, function: null, category: null, consent: 'internal' };
  const said = (id: string) => dataOf(questionnaire, answers, id);
  return {
    communeCode: said(roles.commune) || null,
    function: wordsOf(questionnaire, answers, roles.function),
    category: roles.categories[said(roles.function)] ?? null,
    consent: roles.consents[said(roles.quotation)] ?? 'internal',
  };
}

/** The respondent's own words, question by question: what the analysis reads. Who they are is no such thing. */
export function openAnswersOf(
  questionnaire: Questionnaire,
  answers: Answers,
): { readonly question: string; readonly text: string }[] {
  return questionnaire.sections
    .flatMap(({ questions }) => questions)
    .filter(({ id }) => answers[id] !== undefined && id !== questionnaire.respondent?.function)
    .flatMap((question) =>
      typeOf(question)
        .words(question, answers[question.id])
        .map((text) => ({ question: question.id, text })),
    );
}

function dataOf(questionnaire: Questionnaire, answers: Answers, id: string): string {
  const question = questionOf(questionnaire, id);
  const data = question && typeOf(question).data(question, answers[id]);
  return typeof data === 'string' ? data : '';
}

/** What was written beside « autre », or else the label of the choice. */
function wordsOf(questionnaire: Questionnaire, answers: Answers, id: string): string | null {
  const question = questionOf(questionnaire, id);
  const answer = answers[id];
  if (!question || answer === undefined) return null;
  const type = typeOf(question);
  return (
    type.words(question, answer)[0] ?? type.display(question, answer, NOTHING_KNOWN)[0] ?? null
  );
}

const NOTHING_KNOWN = { findCommune: () => undefined, communesFound: () => [] };

function questionOf({ sections }: Questionnaire, id: string) {
  return sections.flatMap(({ questions }) => questions).find((question) => question.id === id);
}
