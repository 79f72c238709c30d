import type { EditorField } from '../question-types/editing.ts';
import type { DraftQuestion } from './draft.ts';
import { freeName, nameFrom } from './ids.ts';
import type { Changes } from './operations.ts';

/** What an editor's form sent: field → text, the last one where several came. */
export type Typed = Readonly<Record<string, string>>;

/** An act of the form on one of its lists: `choices:up:2`. */
export type ListAct = { readonly list: string; readonly act: string; readonly index: number };

export function readListAct(text: string | undefined): ListAct | undefined {
  const [list, act, index] = (text ?? '').split(':');
  return list && act && index !== undefined && /^\d{1,4}$/.test(index)
    ? { list, act, index: Number(index) }
    : undefined;
}

/** A member of a list of choices, rows, items or criteria, whatever else it holds. */
export type DraftItem = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly label: string;
};

export function itemsOf(question: DraftQuestion, name: string): DraftItem[] {
  const list = question[name];
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    const { id, label } = Object(item);
    return { ...Object(item), id: String(id ?? ''), label: String(label ?? '') };
  });
}

/**
 * What the fields of its type come to. A field that the form does not hold says nothing; what is not a number where one
 * is due is kept as it was typed, and `problems.ts` says so.
 */
export function readFields(
  question: DraftQuestion,
  fields: readonly EditorField[],
  typed: Typed,
): Changes {
  const act = readListAct(typed._act);
  const entries = fields.flatMap((field): [string, unknown][] => {
    if (field.kind === 'questions') return [];
    if (field.kind === 'items' || field.kind === 'criteria') {
      if (typed[`${field.name}.more`] === undefined) return [];
      const list = readList(question, field, typed);
      const acted = act?.list === field.name ? withAct(list, act) : list;
      return [[field.name, acted.length > 0 ? acted : undefined]];
    }
    const text = typed[field.name];
    return text === undefined ? [] : [[field.name, valueFrom(field.kind, text)]];
  });
  return Object.fromEntries(entries);
}

function valueFrom(
  kind: Exclude<EditorField['kind'], 'items' | 'criteria' | 'questions'>,
  text: string,
) {
  const plain = text.replaceAll('\r\n', '\n').trim();
  if (plain === '') return undefined;
  return kind === 'whole' || kind === 'decimal' ? numberOr(plain) : plain;
}

function numberOr(text: string): number | string {
  const plain = text
    .replace(/[\s\u202f\u00a0]/gu, '')
    .replace(',', '.')
    .replace('−', '-');
  return /^-?\d{1,12}(?:\.\d{1,10})?$/.test(plain) ? Number(plain) : text;
}

type ListField = Extract<EditorField, { readonly kind: 'items' | 'criteria' }>;

/** The lines of the table in their order, then those that were added, one a line. A line without a label goes. */
function readList(question: DraftQuestion, field: ListField, typed: Typed): DraftItem[] {
  const before = new Map(itemsOf(question, field.name).map((item) => [item.id, item]));
  const lines: DraftItem[] = [];
  const taken = new Set(before.keys());
  for (let index = 0; typed[`${field.name}.${index}.label`] !== undefined; index += 1) {
    const at = (part: string) => typed[`${field.name}.${index}.${part}`]?.trim() ?? '';
    const label = at('label');
    if (label === '') continue;
    const id = at('id') || named(label, taken);
    lines.push({ ...before.get(id), id, label, ...partsOf(field, at, before.get(id)) });
  }
  const more = (typed[`${field.name}.more`] ?? '').split(/\r?\n/).map((line) => line.trim());
  for (const label of more.filter((line) => line !== '')) {
    lines.push({ id: named(label, taken), label, ...partsOf(field, () => '') });
  }
  return lines.map(withoutBlanks);
}

function named(label: string, taken: Set<string>): string {
  const id = freeName(nameFrom(label, 'choix'), taken);
  taken.add(id);
  return id;
}

function partsOf(
  field: ListField,
  at: (part: string) => string,
  before?: DraftItem,
): Record<string, unknown> {
  if (field.kind === 'items') {
    const no = (mark: string) => (before?.[mark] === undefined ? undefined : false);
    return Object.fromEntries(
      field.marks.map((mark) => [mark, at(mark) === 'yes' ? true : no(mark)]),
    );
  }
  return {
    min: numberOr(at('min') || '1'),
    max: numberOr(at('max') || '5'),
    minLabel: at('minLabel') || undefined,
    maxLabel: at('maxLabel') || undefined,
  };
}

function withoutBlanks(item: DraftItem): DraftItem {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as DraftItem; // its id and its label are texts, and stay
}

function withAct(list: readonly DraftItem[], { act, index }: ListAct): DraftItem[] {
  const item = list[index];
  if (!item) return [...list];
  const others = list.toSpliced(index, 1);
  if (act === 'remove') return others;
  if (act === 'up') return others.toSpliced(Math.max(index - 1, 0), 0, item);
  return act === 'down' ? others.toSpliced(index + 1, 0, item) : [...list];
}

/** Only what differs: what somebody else changed meanwhile is theirs. */
export function differing(before: Readonly<Record<string, unknown>>, changes: Changes): Changes {
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value),
    ),
  );
}
