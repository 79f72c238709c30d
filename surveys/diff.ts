import { conditionInWords } from './conditionInWords.ts';
import type { Questionnaire } from './definition.ts';
import type { Draft, DraftQuestion, DraftSection } from './edit/draft.ts';

/** Something that both versions say, differently; nothing where only one of them says it. */
export type Detail = {
  /** The property: `label`, `condition`; a choice by its list and its id: `choices/weekly`. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

export type Change = {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly what: 'questionnaire' | 'section' | 'question';
  readonly id: string;
  readonly label: string;
  readonly details: readonly Detail[];
};

/** Two definitions, and the same as questionnaires where they can be read, so that conditions are in words. */
export type Compared = { readonly draft: Draft; readonly readable?: Questionnaire | undefined };

/** What a version says that the other does not, by stable ids: nothing is taken for another because it moved. */
export function diffDefinitions(before: Compared, after: Compared): Change[] {
  const saying = { before: conditionsOf(before), after: conditionsOf(after) };
  const general = detailsOf(propertiesOf(before.draft), propertiesOf(after.draft), saying);
  const first: Change[] =
    general.length === 0
      ? []
      : [
          {
            kind: 'changed',
            what: 'questionnaire',
            id: '',
            label: after.draft.title,
            details: general,
          },
        ];
  return [
    ...first,
    ...diffThings('section', sectionsIn(before.draft), sectionsIn(after.draft), saying),
    ...diffThings('question', questionsIn(before.draft), questionsIn(after.draft), saying),
  ];
}

type Saying = {
  readonly before: (text: string) => string;
  readonly after: (text: string) => string;
};

const conditionsOf =
  ({ readable }: Compared) =>
  (text: string) =>
    readable ? conditionInWords(text, readable) : text;

type Thing = {
  readonly id: string;
  readonly label: string;
  /** What it stands in, and after what. */
  readonly within: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

function diffThings(
  what: Change['what'],
  before: readonly Thing[],
  after: readonly Thing[],
  saying: Saying,
): Change[] {
  const old = new Map(before.map((thing) => [thing.id, thing]));
  const kept = new Set(after.map(({ id }) => id));
  const moved = movedIds(before, after);
  const changes = after.flatMap((thing): Change[] => {
    const former = old.get(thing.id);
    const own = { what, id: thing.id, label: thing.label };
    if (!former) return [{ ...own, kind: 'added', details: [] }];
    const details = detailsOf(former.properties, thing.properties, saying);
    const isMoved = moved.has(thing.id) || former.within !== thing.within;
    if (details.length > 0) return [{ ...own, kind: 'changed', details }];
    return isMoved ? [{ ...own, kind: 'moved', details: [] }] : [];
  });
  const gone = before.filter(({ id }) => !kept.has(id));
  return [
    ...gone.map(({ id, label }): Change => ({ kind: 'removed', what, id, label, details: [] })),
    ...changes,
  ];
}

/** Of what both hold, the fewest that must have moved: all but a longest run that kept its order. */
function movedIds(before: readonly Thing[], after: readonly Thing[]): Set<string> {
  const places = new Map(before.map(({ id }, index) => [id, index]));
  const order = after.flatMap(({ id }) => {
    const place = places.get(id);
    return place === undefined ? [] : [{ id, place }];
  });
  const stayed = new Set(longestRise(order.map(({ place }) => place)));
  return new Set(order.filter((_, index) => !stayed.has(index)).map(({ id }) => id));
}

/** Positions of a longest increasing subsequence (patience sorting). */
function longestRise(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const run: number[] = [];
  for (let at = tails.at(-1) ?? -1; at !== -1; at = previous[at] ?? -1) run.unshift(at);
  return run;
}

const sectionsIn = ({ sections }: Draft): Thing[] =>
  sections.map((section: DraftSection) => {
    const { id, title, questions: _questions, ...properties } = section;
    return { id, label: title, within: '', properties: { ...properties, title } };
  });

function questionsIn({ sections }: Draft): Thing[] {
  return sections.flatMap((section) =>
    section.questions.flatMap((question) => [
      thingOf(question, section.id),
      ...(question.questions ?? []).map((inner) => thingOf(inner, question.id)),
    ]),
  );
}

function thingOf(question: DraftQuestion, within: string): Thing {
  const { id, questions: _questions, ...properties } = question;
  return { id, label: question.label, within, properties };
}

function propertiesOf({ sections: _sections, ...rest }: Draft): Record<string, unknown> {
  const {
    id: _id,
    version: _version,
    extra: _extra,
    sheets: _sheets,
    translations,
    ...said
  } = rest;
  const texts = Object.entries(Object(translations)).flatMap(([language, places]) =>
    Object.entries(Object(places)).map(([place, text]) => [`${language} ${place}`, text] as const),
  );
  return { ...said, ...Object.fromEntries(texts) };
}

const CONDITIONS: ReadonlySet<string> = new Set(['condition', 'requiredIf', 'constraint']);

function detailsOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  saying: Saying,
): Detail[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => name !== 'extra',
  );
  return names.flatMap((name) => {
    const [old, young] = [before[name], after[name]];
    if (same(old, young)) return [];
    if (Array.isArray(old) || Array.isArray(young)) return listDetails(name, old, young);
    const isCondition = CONDITIONS.has(name);
    return [
      {
        field: name,
        before: said(old, isCondition ? saying.before : undefined),
        after: said(young, isCondition ? saying.after : undefined),
      },
    ];
  });
}

/** The order of the properties of a thing says nothing; what is false and what is not said are the same. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (a ?? false) === (b ?? false)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, index) => same(each, b[index]));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) || Array.isArray(b)) return false;
  const [one, other] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...one.keys(), ...other.keys()])].every((key) =>
    same(one.get(key), other.get(key)),
  );
}

function said(value: unknown, say: ((text: string) => string) | undefined): string | null {
  if (value === undefined || value === null || value === false) return null;
  if (typeof value === 'string') return say ? say(value) : value;
  return typeof value === 'number' || value === true ? String(value) : JSON.stringify(value);
}

/** Choices, rows, items: told one by one, by their ids. */
function listDetails(name: string, before: unknown, after: unknown): Detail[] {
  const [old, young] = [membersOf(before), membersOf(after)];
  const ids = [...new Set([...old.keys(), ...young.keys()])];
  const details = ids.flatMap((id): Detail[] => {
    const [was, is] = [old.get(id), young.get(id)];
    if (same(was?.member, is?.member)) return [];
    return [{ field: `${name}/${id}`, before: was?.words ?? null, after: is?.words ?? null }];
  });
  const isReordered = details.length === 0;
  const wordsOf = (list: typeof old) => [...list.values()].map(({ words }) => words).join(', ');
  return isReordered ? [{ field: name, before: wordsOf(old), after: wordsOf(young) }] : details;
}

type Member = { readonly member: unknown; readonly words: string };

function membersOf(list: unknown): Map<string, Member> {
  const members: readonly unknown[] = Array.isArray(list) ? list : [];
  return new Map(
    members.map((member, index) => {
      const { id, label, code, open, exclusive, condition } = Object(member);
      const marks = [open && 'à préciser', exclusive && 'exclusif', condition].filter(Boolean);
      const words = `${label ?? code ?? id ?? ''}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
      return [String(id ?? code ?? index), { member, words }] as const;
    }),
  );
}
