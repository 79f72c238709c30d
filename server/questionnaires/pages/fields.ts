import type { DraftQuestion } from '../../../surveys/edit/draft.ts';
import { itemsOf } from '../../../surveys/edit/fields.ts';
import type { DraftProblem } from '../../../surveys/edit/problems.ts';
import { type EditorField, FAMILIES } from '../../../surveys/question-types/editing.ts';
import { questionTypes } from '../../../surveys/question-types/list.ts';
import {
  draftProblemSentence,
  questionnaireMessages as said,
} from '../../../views/messages/questionnaires.ts';
import type { FieldView, QuestionPanel } from '../../../views/questionnaires/page.ts';

/** Beyond, a form would be more than the door takes in: the list comes and goes by XLSForm. */
const LINES_MAX = 300;

/** The fields of a type as its form shows them: each kind has its own partial. */
export function fieldViews(
  question: DraftQuestion,
  problems: readonly DraftProblem[],
  inner: FieldView['questions'],
): FieldView[] {
  const type = questionTypes.find((each) => each.type === question.type);
  const fields: readonly EditorField[] = type?.editing.fields ?? [];
  return fields.map((field) => {
    const words = said.fieldsOf[question.type]?.[field.name] ?? said.fields[field.name];
    const problem = problems.find(
      (each) => each.field === field.name || each.role === roleOf(field),
    );
    const value = question[field.name];
    const isLong = itemsOf(question, field.name).length > LINES_MAX;
    return {
      template: isLong ? 'questionnaires/field-long' : `questionnaires/field-${field.kind}`,
      name: field.name,
      label: words?.label ?? field.name,
      hint: said.fields[field.name]?.hint ?? null,
      value: isLong
        ? said.tooManyLines(itemsOf(question, field.name).length)
        : typeof value === 'string' || typeof value === 'number'
          ? frenchly(value)
          : '',
      error: problem ? draftProblemSentence(problem) : null,
      options:
        field.kind === 'menu'
          ? field.values.map((each) => ({
              value: each,
              label: said.menus[each] ?? each,
              isSelected: each === value,
            }))
          : [],
      lines:
        !isLong && (field.kind === 'items' || field.kind === 'criteria')
          ? linesOf(question, field)
          : [],
      marks:
        field.kind === 'items'
          ? field.marks.map((mark) => ({
              name: mark,
              label: said.marks[mark],
              hint: said.markHints[mark],
            }))
          : [],
      questions: field.kind === 'questions' ? inner : [],
    };
  });
}

/** Filters are checked under the name of their role, whatever the type calls them. */
function roleOf({ name }: EditorField): string {
  return name.endsWith('Filter') ? 'filter' : name;
}

const frenchly = (value: string | number) =>
  typeof value === 'number' ? String(value).replace('.', ',').replace('-', '−') : value;

function linesOf(
  question: DraftQuestion,
  field: Extract<EditorField, { kind: 'items' | 'criteria' }>,
): FieldView['lines'] {
  const items = itemsOf(question, field.name);
  return items.map((item, index) => ({
    index,
    place: index + 1,
    name: `${field.name}.${index}`,
    id: item.id,
    label: item.label,
    marks:
      field.kind === 'items'
        ? field.marks.map((mark) => ({
            name: `${field.name}.${index}.${mark}`,
            label: said.marks[mark],
            isOn: item[mark] === true,
          }))
        : [],
    isFirst: index === 0,
    isLast: index === items.length - 1,
    min: String(item.min ?? ''),
    max: String(item.max ?? ''),
    minLabel: String(item.minLabel ?? ''),
    maxLabel: String(item.maxLabel ?? ''),
  }));
}

export const typeName = (type: string): string => said.types[type] ?? type;

/** Every type, family by family. @param isWithin without what can't stand in a repeated group. */
export function typeGroups(current: string, isWithin: boolean): QuestionPanel['types'] {
  return FAMILIES.map((family) => ({
    label: said.families[family],
    options: questionTypes
      .filter(({ editing }) => editing.family === family)
      .filter(
        ({ editing }) => !isWithin || !editing.fields.some(({ kind }) => kind === 'questions'),
      )
      .map(({ type }) => ({ value: type, label: typeName(type), isSelected: type === current })),
  })).filter(({ options }) => options.length > 0);
}
