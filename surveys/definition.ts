import { z } from 'zod';
import { questionTypes } from './question-types/list.ts';
import { choiceValues, group, listName } from './question-types/question.ts';
import { definitionsOf } from './question-types/union.ts';
import { expressionText, extra, identifier, text } from './text.ts';

export { conditionOf } from './question-types/conditions.ts';

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
  /** Whether its questions come in another order for each respondent. */
  shuffled: z.boolean().optional(),
  /** True where its questions stand in no group of the form that they came from: it is a page of ours only. */
  loose: z.boolean().optional(),
  /** Parts of the page; a question says which one it stands in. */
  groups: z.array(group).max(200).optional(),
  questions: z.array(anyQuestion).min(1).max(2000),
  extra: extra.optional(),
});

/** A language that the texts are written in: « fr », and the name that its columns bear. */
const language = z.strictObject({
  code: z.string().min(1).max(64),
  name: z.string().max(64),
});

/** A sheet of a workbook that nothing here reads, to the letter. */
const sheet = z.array(z.array(z.string()));

/** A row of a list: its name, its label and its other columns. */
const listRow = choiceValues;

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
  /** The language that its texts are written in. */
  language: z.string().min(1).max(64).default('fr'),
  /** Its own language and the others, where there are several or where they bear a name. */
  languages: z.array(language).max(50).optional(),
  /** Language → place of a text → the text: `visit/choices/weekly:label`, see `languages.ts`. */
  translations: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  title: text,
  introduction: text.optional(),
  minutes: z.int().min(1).optional(),
  respondent: respondent.optional(),
  /** Whether its pages come in another order for each respondent. */
  shuffled: z.boolean().optional(),
  sections: z.array(section).min(1).max(1000),
  /** Lists that expressions read by `instance()` or `pulldata()` and that no question offers: columns of each row. */
  lists: z.record(listName, z.array(listRow).max(20_000)).optional(),
  extra: extra.optional(),
  sheets: z.record(z.string(), sheet).optional(),
});

export function defineQuestionnaire(input: QuestionnaireInput): Questionnaire {
  return questionnaire.parse(input);
}

/** Every question that can be cited, those of repeated groups among them. */
export function everyQuestionOf(questionnaire: Questionnaire): Question[] {
  return questionsOf(questionnaire).flatMap((question) =>
    question.type === 'repeat' ? [question, ...question.questions] : [question],
  );
}

export function questionsOf({ sections }: Questionnaire): Question[] {
  return sections.flatMap((page) => page.questions);
}
