import type { Question, Questionnaire } from './definition.ts';

/** Question, section or « sections » → the ids of what it holds, in the order in which one respondent sees them. */
export type Orders = Readonly<Record<string, readonly string[]>>;

export interface Shuffled {
  readonly definition: Questionnaire;
  readonly orders: Orders;
}

const cache = new WeakMap<Questionnaire, Map<number, Shuffled>>();
const MAX_CACHED = 200;

/**
 * A questionnaire as one respondent sees it: what it shuffles comes in an order that is theirs for life, drawn from
 * their seed. « Autre » and what excludes the rest stay last. Where nothing is shuffled, the very same questionnaire.
 */
export function shuffledFor(definition: Questionnaire, seed: number): Shuffled {
  if (!isShuffled(definition)) return { definition, orders: {} };
  const known = cache.get(definition) ?? new Map<number, Shuffled>();
  cache.set(definition, known);
  const held = known.get(seed);
  if (held) return held;
  const fresh = shuffle(definition, seed);
  if (known.size >= MAX_CACHED) known.clear();
  known.set(seed, fresh);
  return fresh;
}

export function isShuffled({ shuffled, sections }: Questionnaire): boolean {
  return (
    shuffled === true ||
    sections.some((section) => section.shuffled || section.questions.some((each) => each.shuffled))
  );
}

function shuffle(definition: Questionnaire, seed: number): Shuffled {
  const orders: Record<string, string[]> = {};
  const drawn = <Item extends { readonly id: string }>(items: readonly Item[], name: string) => {
    const ordered = drawOrder(items, seed, name);
    orders[name] = ordered.map(({ id }) => id);
    return ordered;
  };
  const sections = definition.sections.map((section) => {
    const questions = section.questions.map((question) => listsDrawn(question, drawn));
    return { ...section, questions: section.shuffled ? drawn(questions, section.id) : questions };
  });
  const inOrder = definition.shuffled ? drawn(sections, 'sections') : sections;
  return { definition: { ...definition, sections: inOrder }, orders };
}

type Draw = <Item extends { readonly id: string }>(
  items: readonly Item[],
  name: string,
) => readonly Item[];

/** What respondents choose among; columns of a matrix are a scale, and keep theirs. */
const LISTS = ['choices', 'rows', 'items'] as const;

function listsDrawn(question: Question, drawn: Draw): Question {
  if (!question.shuffled) return question;
  const lists = LISTS.flatMap((name) => {
    const list: unknown = Object(question)[name];
    return Array.isArray(list) ? [[name, drawn(list, question.id)] as const] : [];
  });
  return { ...question, ...Object.fromEntries(lists) };
}

/** Each item is given a number of its own, whatever the others are: adding one does not move them about. */
function drawOrder<Item extends { readonly id: string }>(
  items: readonly Item[],
  seed: number,
  name: string,
): Item[] {
  const isLast = (item: Item) => 'exclusive' in item && item.exclusive === true;
  const isOpen = (item: Item) => 'open' in item && item.open === true;
  const rank = (item: Item) => (isLast(item) ? 2 : isOpen(item) ? 1 : 0);
  const place = new Map(items.map((item) => [item, hash(`${seed}/${name}/${item.id}`)]));
  return items.toSorted((a, b) => rank(a) - rank(b) || (place.get(a) ?? 0) - (place.get(b) ?? 0));
}

/** FNV-1a, then mixed (the end of MurmurHash3): neighbours in name are no neighbours in number. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
