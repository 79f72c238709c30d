import { conditionInWords } from '../../../surveys/conditionInWords.ts';
import { everyQuestionOf, type Questionnaire } from '../../../surveys/definition.ts';
import { comparisonsOf, readMenu, subjectKey } from '../../../surveys/edit/conditionMenu.ts';
import { typeOf } from '../../../surveys/question-types/find.ts';
import { everySubject, type FoundSubject, subjectLabel } from '../../../surveys/subjects.ts';
import { questionnaireMessages as said } from '../../../views/messages/questionnaires.ts';
import type { ConditionView } from '../../../views/questionnaires/page.ts';

const LABEL_MAX = 90;
export const short = (text: string): string =>
  text.length <= LABEL_MAX ? text : `${text.slice(0, LABEL_MAX - 1).trimEnd()}…`;

/** A condition as its menus show it; as text where they can't, or while the draft can't be read. */
export function conditionView(
  {
    name,
    legend,
    source,
    on,
    error,
  }: {
    readonly name: string;
    readonly legend: string;
    readonly source: string | undefined;
    /** The question or section that it is about: it can't depend on itself. */
    readonly on: string;
    readonly error: string | null;
  },
  readable: Questionnaire | undefined,
): ConditionView {
  const menu = readable && readMenu(source, readable);
  const subjects = readable ? everySubject(readable) : [];
  const byKey = new Map(subjects.map((each) => [subjectKey(each), each]));
  const clauses = menu?.clauses ?? [];
  return {
    name,
    legend,
    words: source !== undefined && readable ? conditionInWords(source, readable) : null,
    text: source ?? '',
    error,
    isText: menu === undefined,
    join: [
      { value: 'all', label: said.joins.all, isSelected: menu?.join !== 'any' },
      { value: 'any', label: said.joins.any, isSelected: menu?.join === 'any' },
    ],
    hasSeveral: clauses.length > 1,
    clauses: clauses.map(({ subject, comparison, value }, index) => {
      const found = byKey.get(subject);
      const isBare = comparison === 'filled' || comparison === 'blank';
      const values = found?.subject.values ?? [];
      const isGone = !isBare && values.length > 0 && !values.some(({ id }) => id === value);
      return {
        name: `${name}.${index}`,
        place: index + 1,
        index,
        subject,
        label: found ? short(subjectLabel(found)) : subject,
        comparisons: (found ? comparisonsOf(found.subject) : [comparison]).map((each) => ({
          value: each,
          label: said.comparisons[each],
          isSelected: each === comparison,
        })),
        values: [
          ...(isBare && values.length > 0 ? [{ value: '', label: '–', isSelected: true }] : []),
          ...(isGone ? [{ value, label: value, isSelected: true }] : []),
          ...values.map(({ id, label }) => ({
            value: id,
            label: short(label),
            isSelected: id === value,
          })),
        ],
        value,
      };
    }),
    subjects: readable ? subjectGroups(readable, subjects, on) : [],
  };
}

/** Page by page; what is asked of nobody, or of the thing itself, is left out. */
function subjectGroups(
  readable: Questionnaire,
  subjects: readonly FoundSubject[],
  on: string,
): ConditionView['subjects'] {
  return readable.sections.flatMap((section) => {
    if (section.id === on) return [];
    const own = new Set(
      everyQuestionOf({ ...readable, sections: [section] }).filter(
        (question) => typeOf(question).isAnswered && question.id !== on,
      ),
    );
    const options = subjects
      .filter(({ question }) => own.has(question))
      .map((found) => ({
        value: subjectKey(found),
        label: short(subjectLabel(found)),
        isSelected: false,
      }));
    return options.length > 0 ? [{ label: section.title, options }] : [];
  });
}
