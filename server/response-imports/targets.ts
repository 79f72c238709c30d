import { type Question, type Questionnaire, questionsOf } from '../../surveys/definition.ts';
import { typeOf } from '../../surveys/question-types/find.ts';
import type { Choice, ColumnKind } from '../../surveys/question-types/type.ts';

/** What a column of a file may answer: a column of our exports, or all the choices of a question in one cell. */
export interface Target {
  readonly name: string;
  readonly label: string;
  readonly question: Question;
  /** `list`: several choices in one cell. */
  readonly kind: ColumnKind | 'list';
  /** The choice, row or item that it is about. */
  readonly part: { readonly id: string; readonly label: string } | null;
  readonly choices: readonly Choice[];
  /** Where the words beside an open choice go, and which choice it is. */
  readonly open: { readonly choice: string; readonly target: string } | null;
  /** Of such words, the box that they tick by being there. */
  readonly ticks: string | null;
}

export function targetsOf(definition: Questionnaire): Target[] {
  return questionsOf(definition).flatMap((question) => targetsOfQuestion(question));
}

function targetsOfQuestion(question: Question): Target[] {
  const type = typeOf(question);
  if (type.turns) return []; // each turn is a table of its own in what other tools write
  const columns = type.columns(question);
  const options = type.options(question)?.choices ?? [];
  const words = columns.find(({ kind, name }) => kind === 'words' && name !== question.id);
  const open = words && {
    choice: words.option ?? words.name.slice(question.id.length + 1),
    target: words.name,
  };
  const isSeveral = columns.some(({ kind }) => kind === 'mark');
  const own = columns.map((column): Target => {
    const option = options.find(({ id }) => id === column.option);
    const isBeside = words !== undefined && column.name === words.name;
    return {
      name: column.name,
      label: column.label,
      question,
      kind: column.kind,
      part: isBeside
        ? { id: 'other', label: 'Autre' }
        : option
          ? { id: option.id, label: partLabel(column.label, question.label) ?? option.label }
          : null,
      choices: column.choices ?? [],
      open: !isBeside && column.kind === 'code' ? (open ?? null) : null,
      ticks: isBeside && isSeveral ? `${question.id}.${open?.choice}` : null,
    };
  });
  if (!isSeveral) return own;
  const list: Target = {
    name: question.id,
    label: question.label,
    question,
    kind: 'list',
    part: null,
    choices: options.map(({ id, label }) => ({ value: id, label })),
    open: open ?? null,
    ticks: null,
  };
  return [list, ...own];
}

/** « Question [Ligne, critère] » → « Ligne, critère ». */
function partLabel(label: string, question: string): string | null {
  const rest = label.startsWith(`${question} [`) ? label.slice(question.length + 2, -1) : '';
  return rest === '' ? null : rest;
}
