import type { Question, Questionnaire } from '../definition.ts';

/** The questions of every version of a survey, by their stable ids. */
export interface JoinedQuestions {
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly questions: readonly Question[];
  }[];
  /** Asked by earlier versions only, in the words of the last one that asked them. */
  readonly retired: readonly Question[];
}

/**
 * Questions as the latest version has them, in its order, with the choices, items, rows and columns that earlier
 * versions offered under the same id: what was answered then is counted on its own line, never lost nor moved.
 * @param versions oldest first.
 */
export function joinQuestions(versions: readonly Questionnaire[]): JoinedQuestions {
  const latest = versions.at(-1);
  if (!latest) return { sections: [], retired: [] };
  const earlier = versions
    .slice(0, -1)
    .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions));
  const sections = latest.sections.map(({ id, title, questions }) => ({
    id,
    title,
    questions: questions.map((question) => withEarlierOptions(question, earlier)),
  }));
  const held = new Set(sections.flatMap(({ questions }) => questions.map(keyOf)));
  const gone = earlier.filter((each) => !held.has(keyOf(each)));
  const taken = new Set(sections.flatMap(({ questions }) => questions.map(({ id }) => id)));
  const retired = new Map(gone.map((each) => [keyOf(each), renamed(each, taken)]));
  return {
    sections,
    retired: [...retired.values()].map((question) => withEarlierOptions(question, earlier)),
  };
}

/** What tells a question from another: one whose type changed is another question. */
const keyOf = ({ id, type }: Question) => `${id} ${type}`;

/** « visit.single » where `visit` is now of another type. */
function renamed(question: Question, taken: ReadonlySet<string>): Question {
  return taken.has(question.id) ? { ...question, id: formerId(question) } : question;
}

export const formerId = ({ id, type }: Question) => `${id}.${type}`;

/** Lists of a question whose members answers name by their ids. */
const LISTS = ['choices', 'items', 'rows', 'columns', 'criteria'] as const;

type Member = { readonly id: string };

function withEarlierOptions(question: Question, earlier: readonly Question[]): Question {
  const own = earlier.filter(({ id, type }) => id === question.id && type === question.type);
  const lists = LISTS.flatMap((name) => {
    const members = listIn(question, name);
    if (!members) return [];
    const known = new Set(members.map(({ id }) => id));
    const gone = own
      .toReversed()
      .flatMap((each) => listIn(each, name) ?? [])
      .filter(({ id }) => !known.has(id) && known.add(id));
    return gone.length > 0 ? [[name, [...members, ...gone]] as const] : [];
  });
  // The same question with longer lists of its own kind.
  return lists.length > 0 ? ({ ...question, ...Object.fromEntries(lists) } as Question) : question;
}

function listIn(question: Question, name: (typeof LISTS)[number]): readonly Member[] | undefined {
  const list = Object.entries(question).find(([key]) => key === name)?.[1];
  // Each of these lists holds members with an id, whatever the type that declares it.
  return Array.isArray(list) ? (list as readonly Member[]) : undefined;
}
