import { z } from 'zod';
import { questionTypes } from './question-types/list.ts';
import { expressionText, identifier, text } from './text.ts';

export type Questionnaire = z.infer<typeof questionnaire>;
export type Section = z.infer<typeof section>;
export type Question = z.infer<typeof anyQuestion>;

/** What an author writes: everything that has a default may be left out. */
export type QuestionnaireInput = z.input<typeof questionnaire>;

const anyQuestion = z.discriminatedUnion('type', definitionsOf(questionTypes));

/** A section is a page. Its question ids are unique in the whole questionnaire, whatever the version. */
const section = z.strictObject({
  id: identifier,
  title: text,
  introduction: text.optional(),
  condition: expressionText.optional(),
  questions: z.array(anyQuestion).min(1).max(500),
});

/** Where the answers say who speaks, for a respondent that nobody invited by name. */
const respondent = z.strictObject({
  commune: identifier,
  function: identifier,
  /** Choice of the function → category of stakeholder. */
  categories: z.record(
    identifier,
    z.enum(['mayor', 'prefecture', 'intermunicipality', 'region-department', 'chamber']),
  ),
  quotation: identifier,
  /** Choice of the quotation → what may be done with the respondent's words; `internal` where not said. */
  consents: z.record(identifier, z.enum(['by-name', 'by-function', 'internal'])),
});

export const questionnaire = z.strictObject({
  id: identifier,
  version: z.string().min(1).max(32),
  language: z.literal('fr').default('fr'),
  title: text,
  introduction: text,
  minutes: z.int().min(1).optional(),
  respondent: respondent.optional(),
  sections: z.array(section).min(1).max(200),
});

export function defineQuestionnaire(input: QuestionnaireInput): Questionnaire {
  return questionnaire.parse(input);
}

export function questionsOf({ sections }: Questionnaire): Question[] {
  return sections.flatMap((page) => page.questions);
}

type DefinitionsOf<Types extends readonly { readonly definition: unknown }[]> = {
  [Key in keyof Types]: Types[Key]['definition'];
};

function definitionsOf<const Types extends readonly { readonly definition: unknown }[]>(
  types: Types,
): DefinitionsOf<Types> {
  // A mapped tuple keeps its length and order, which the type of `map` forgets.
  return types.map((type) => type.definition) as DefinitionsOf<Types>;
}
