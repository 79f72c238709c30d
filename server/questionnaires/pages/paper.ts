import { conditionInWords } from '../../../surveys/conditionInWords.ts';
import type { Draft, DraftQuestion } from '../../../surveys/edit/draft.ts';
import { checkDraft } from '../../../surveys/edit/problems.ts';
import { questionTypes } from '../../../surveys/question-types/list.ts';
import { questionnaireMessages as said } from '../../../views/messages/questionnaires.ts';
import type { PaperPage } from '../../../views/questionnaires/page.ts';
import { typeName } from './fields.ts';

/** Every question, numbered, with its conditions in words. */
export function paperPage(draft: Draft): PaperPage {
  const { readable } = checkDraft(draft);
  const inWords = (source: unknown): string | null =>
    typeof source !== 'string' ? null : readable ? conditionInWords(source, readable) : source;
  let number = 0;
  const numbered = (question: DraftQuestion): PaperPage['sections'][number]['questions'] => {
    number += 1;
    const own = number;
    const inner = (question.questions ?? []).map((each, index) =>
      paperQuestion(each, `${own}.${index + 1}`, inWords),
    );
    return [paperQuestion(question, String(own), inWords), ...inner];
  };
  return {
    title: draft.title,
    introduction: textOr(draft.introduction),
    sections: draft.sections.map((section, index) => ({
      place: index + 1,
      title: section.title || said.untitledSection,
      introduction: textOr(section.introduction),
      condition: inWords(section.condition),
      questions: section.questions.filter(isShown).flatMap(numbered),
    })),
  };
}

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function isShown({ type }: DraftQuestion): boolean {
  const known = questionTypes.find((each) => each.type === type);
  return !(known && 'isSilent' in known && known.isSilent);
}

/** Lists that a respondent reads under a question. */
const LISTS = ['choices', 'items', 'rows', 'columns', 'criteria'];

function paperQuestion(
  question: DraftQuestion,
  number: string,
  inWords: (source: unknown) => string | null,
): PaperPage['sections'][number]['questions'][number] {
  const lists = LISTS.flatMap((name) => (Array.isArray(question[name]) ? [question[name]] : []));
  return {
    number,
    label: question.label || said.untitledQuestion,
    hint: textOr(question.hint),
    type: typeName(question.type),
    isRequired: question.required === true,
    condition: inWords(question.condition),
    choices: lists.map((list: readonly unknown[]) =>
      list.map((item) => String(Object(item).label ?? '')).join(' · '),
    ),
  };
}
