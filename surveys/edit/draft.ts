import { z } from 'zod';
import type { Questionnaire } from '../definition.ts';

/**
 * A questionnaire while it is written: sections of questions, each with its id, whatever else is missing or wrong. What
 * people typed is kept as they typed it; `problems.ts` says what keeps it from being published.
 */
export type Draft = z.infer<typeof draftShape>;
export type DraftSection = Draft['sections'][number];
export type DraftQuestion = z.infer<typeof draftQuestion>;

/** Bounds of what the editor holds; a questionnaire that someone answers is a hundredth of it. */
export const MAX_QUESTIONS = 3000;
export const MAX_LENGTH = 4_000_000;

const name = z.string().max(200);

const innerQuestion = z.looseObject({ id: name, type: name, label: z.string() });
const draftQuestion = innerQuestion.extend({ questions: z.array(innerQuestion).optional() });

const draftSection = z.looseObject({
  id: name,
  title: z.string(),
  questions: z.array(draftQuestion),
});

const draftShape = z.looseObject({
  id: name,
  version: z.string(),
  title: z.string(),
  sections: z.array(draftSection),
});

/** Any definition, published or broken, as a draft; undefined where it is no questionnaire at all. */
export function readDraft(stored: unknown): Draft | undefined {
  const parsed = draftShape.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}

export function draftOf(questionnaire: Questionnaire): Draft {
  // A definition is a draft where nothing is missing; JSON drops what is undefined, as the store will.
  return draftShape.parse(JSON.parse(JSON.stringify(questionnaire)));
}

/** Every question, those of repeated groups among them. */
export function everyDraftQuestion({ sections }: Draft): DraftQuestion[] {
  return sections.flatMap(({ questions }) =>
    questions.flatMap((question) => [question, ...(question.questions ?? [])]),
  );
}

export function countQuestions(draft: Draft): number {
  return everyDraftQuestion(draft).length;
}

/** Where a question stands: in a section, or within a repeated group of that section. */
export type Place = {
  readonly section: DraftSection;
  readonly within: DraftQuestion | undefined;
  readonly index: number;
  readonly question: DraftQuestion;
};

export function placeOf(draft: Draft, id: string): Place | undefined {
  for (const section of draft.sections) {
    const found = placeIn(section, id);
    if (found) return found;
  }
  return undefined;
}

function placeIn(section: DraftSection, id: string): Place | undefined {
  for (const [index, question] of section.questions.entries()) {
    if (question.id === id) return { section, within: undefined, index, question };
    const inner = (question.questions ?? []).findIndex((each) => each.id === id);
    const own = question.questions?.[inner];
    if (own) return { section, within: question, index: inner, question: own };
  }
  return undefined;
}

/** The same draft with other questions in one place: a section, or a repeated group. */
export function withQuestions(
  draft: Draft,
  { section, within }: Pick<Place, 'section' | 'within'>,
  change: (questions: readonly DraftQuestion[]) => readonly DraftQuestion[],
): Draft {
  return {
    ...draft,
    sections: draft.sections.map((each) => {
      if (each !== section) return each;
      if (!within) return { ...each, questions: [...change(each.questions)] };
      return {
        ...each,
        questions: each.questions.map((question) =>
          question === within
            ? { ...question, questions: [...change(question.questions ?? [])] }
            : question,
        ),
      };
    }),
  };
}
