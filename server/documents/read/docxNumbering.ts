import { type Archive, readPart } from './archive.ts';
import type { Budget } from './limits.ts';

interface ListLevel {
  start: number;
  format: string;
  text: string;
}

/** Gives the next number of a list as Word would show it (« 2. », « b) », « II.1 »), or a bullet's sign as « • ». */
export type NextNumber = (listId: string, level: number) => string | undefined;

const MAX_LEVEL = 8;

export async function readDocxNumbering(
  archive: Archive,
  part: string,
  budget: Budget,
): Promise<NextNumber> {
  const { abstracts, lists } = await readLists(archive, part, budget);
  const counters = new Map<string, number[]>();
  return (listId, level) => {
    const abstractId = lists.get(listId);
    const levels = abstractId === undefined ? undefined : abstracts.get(abstractId);
    const own = levels?.[level];
    if (
      abstractId === undefined ||
      levels === undefined ||
      own === undefined ||
      level > MAX_LEVEL
    ) {
      return undefined;
    }
    const counts = counters.get(abstractId) ?? [];
    counters.set(abstractId, advance(counts, level, levels));
    return own.format === 'bullet' ? '•' : label(own.text, counters.get(abstractId) ?? [], levels);
  };
}

async function readLists(archive: Archive, part: string, budget: Budget) {
  const abstracts = new Map<string, ListLevel[]>();
  const lists = new Map<string, string>();
  let levels: ListLevel[] = [];
  let level: ListLevel | undefined;
  let listId = '';
  await readPart(
    archive,
    part,
    {
      open(name, attribute) {
        const value = attribute('w:val') ?? '';
        if (name === 'w:abstractNum') {
          levels = [];
          abstracts.set(attribute('w:abstractNumId') ?? '', levels);
        }
        if (name === 'w:num') listId = attribute('w:numId') ?? '';
        if (name === 'w:abstractNumId') lists.set(listId, value);
        if (name === 'w:lvl') {
          level = { start: 1, format: 'decimal', text: '' };
          levels[Number(attribute('w:ilvl'))] = level;
        }
        if (level === undefined) return;
        if (name === 'w:start') level.start = Number(value);
        if (name === 'w:numFmt') level.format = value;
        if (name === 'w:lvlText') level.text = value;
      },
      close(name) {
        if (name === 'w:lvl') level = undefined;
      },
    },
    budget,
  );
  return { abstracts, lists };
}

/** A number of one level starts the deeper ones over. */
function advance(counts: readonly number[], level: number, levels: readonly ListLevel[]): number[] {
  const next = counts.slice(0, level + 1);
  for (let above = 0; above < level; above++) next[above] ??= levels[above]?.start ?? 1;
  next[level] = (next[level] ?? (levels[level]?.start ?? 1) - 1) + 1;
  return next;
}

function label(pattern: string, counts: readonly number[], levels: readonly ListLevel[]): string {
  return pattern.replaceAll(/%([1-9])/gu, (_, digit: string) => {
    const at = Number(digit) - 1;
    return numeral(counts[at] ?? 1, levels[at]?.format ?? 'decimal');
  });
}

function numeral(value: number, format: string): string {
  if (format === 'lowerLetter') return letters(value);
  if (format === 'upperLetter') return letters(value).toUpperCase();
  if (format === 'lowerRoman') return roman(value).toLowerCase();
  if (format === 'upperRoman') return roman(value);
  return format === 'none' ? '' : String(value);
}

/** a … z, aa, bb … as Word does. */
function letters(value: number): string {
  const letter = String.fromCharCode(97 + ((value - 1) % 26));
  return letter.repeat(Math.min(Math.ceil(value / 26), 10));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(value: number): string {
  let rest = Math.min(value, 399);
  let text = '';
  for (const [amount, sign] of ROMAN) {
    for (; rest >= amount; rest -= amount) text += sign;
  }
  return text;
}
