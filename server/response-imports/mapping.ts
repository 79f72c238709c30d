import type { Questionnaire } from '../../surveys/definition.ts';
import type { Gathered, GatheredColumn } from './gathered.ts';
import { headingsOf, isOther, likeness, plain } from './headings.ts';
import type { Recognised } from './platforms.ts';
import { type Target, targetsOf } from './targets.ts';
import { isMarked } from './values.ts';

/** Of a column: what it answers, when the response was sent, or nothing. */
export const SENT_AT = '@envoi';
export const IGNORED = '';
/** Of a value: words to keep beside « autre ». */
export const AS_WORDS = '@autre';

export interface ColumnMapping {
  /** Name of a target, `SENT_AT` or `IGNORED`. */
  readonly target: string;
  /** Value of the file → choice, `AS_WORDS`, or nothing where it stands for no answer. */
  readonly values: Readonly<Record<string, string>>;
}

/** One for each column of the file, in its order. */
export type Mapping = readonly ColumnMapping[];

const LEAST_LIKE = 0.6;

/** What each column most likely answers: by its code, by its words, and by the values that it holds. */
export function proposeMapping(
  gathered: Gathered,
  recognised: Recognised,
  definition: Questionnaire,
): Mapping {
  const targets = targetsOf(definition);
  const scored = gathered.columns
    .filter(({ index }) => !recognised.facts.has(index) && index !== recognised.sentAt)
    .flatMap((column) =>
      targets.map((target) => ({ column, target, score: scoreOf(column, target, gathered) })),
    )
    .filter(({ score }) => score >= LEAST_LIKE)
    .sort((one, other) => other.score - one.score || one.column.index - other.column.index);
  const chosen = new Map<number, Target>();
  const taken = new Set<string>();
  for (const { column, target } of scored) {
    if (chosen.has(column.index) || taken.has(target.name)) continue;
    chosen.set(column.index, target);
    taken.add(target.name);
  }
  const partly = new Set(
    [...chosen.values()].filter(({ kind }) => kind === 'mark').map(({ question }) => question.id),
  );
  return gathered.columns.map(({ index }) => {
    if (index === recognised.sentAt) return { target: SENT_AT, values: {} };
    const target = chosen.get(index);
    // Kobo writes choices twice, together and apart: apart is surer.
    if (!target || (target.kind === 'list' && partly.has(target.question.id)))
      return { target: IGNORED, values: {} };
    return {
      target: target.name,
      values: proposeValues(valuesOf(gathered, index, target), target),
    };
  });
}

const ROWS_TRIED = 300;

/** A column that holds words ticks no box, whatever its title. */
function couldTick({ rows }: Gathered, index: number, { part }: Target): boolean {
  return rows
    .slice(0, ROWS_TRIED)
    .every(({ cells }) => isMarked(cells[index] ?? '', part?.label ?? '') !== undefined);
}

const isFilled = ({ rows }: Gathered, index: number): boolean =>
  rows.some(({ cells }) => (cells[index] ?? '').trim() !== '');

function scoreOf(column: GatheredColumn, target: Target, gathered: Gathered): number {
  const ticks = couldTick(gathered, column.index, target);
  if (target.kind === 'mark' && !ticks) return 0;
  // « 0 » beside « autre » is a box left empty, and no words.
  if (target.ticks !== null && ticks && isFilled(gathered, column.index)) return 0;
  const scores = headingsOf(column, gathered).map(({ question, part }, rank) => {
    const own = Math.max(
      likeness(question, target.question.id),
      likeness(question, target.question.label),
      question === target.name ? 1 : 0,
    );
    if (part === null) return target.part === null ? own - rank / 1000 : 0;
    return Math.min(own, partScore(part, target)) - rank / 1000;
  });
  return Math.max(...scores, plain(column.name) === plain(target.name) ? 0.99 : 0);
}

function partScore(part: string, target: Target): number {
  if (target.part === null) return 0;
  if (target.kind === 'words') return isOther(part) ? 1 : 0;
  if (isOther(part) && target.open === null && plain(target.part.label) !== plain(part)) return 0;
  return Math.max(likeness(part, target.part.id), likeness(part, target.part.label));
}

/** The different values of a column, as far as they are to be told one from the other. */
export function valuesOf({ rows }: Gathered, index: number, target: Target): string[] {
  if (target.kind !== 'code' && target.kind !== 'list') return [];
  const found = new Set<string>();
  for (const { cells } of rows) {
    const cell = (cells[index] ?? '').trim();
    if (cell === '') continue;
    for (const value of target.kind === 'list' ? partsOf(cell, target) : [cell]) found.add(value);
    if (found.size > MOST_VALUES) break;
  }
  return [...found];
}

/** More different values than a person would match by hand: such a column holds words. */
export const MOST_VALUES = 200;

/** The choice that each value most likely is: by its code, its label, or « autre ». What nothing tells is left to a person. */
export function proposeValues(
  values: readonly string[],
  { choices, open }: Target,
): Record<string, string> {
  const proposals = values.flatMap((value): [string, string][] => {
    const exact = choices.find((choice) => String(choice.value) === value);
    const same =
      exact ??
      choices.find(
        (choice) =>
          plain(choice.label) === plain(value) || plain(String(choice.value)) === plain(value),
      );
    const near = same ?? mostAlike(value, choices);
    if (near) return [[value, String(near.value)]];
    if (open && isOther(value)) return [[value, open.choice]];
    return open ? [[value, AS_WORDS]] : [];
  });
  return Object.fromEntries(proposals);
}

function mostAlike(value: string, choices: Target['choices']) {
  const scored = choices
    .map((choice) => ({ choice, score: likeness(value, choice.label) }))
    .sort((one, other) => other.score - one.score);
  return (scored[0]?.score ?? 0) >= 0.8 ? scored[0]?.choice : undefined;
}

/**
 * The choices that one cell holds. A label may itself hold the separator (« oui, un peu »): what is known is looked
 * for whole, first; codes may be parted by spaces (Kobo, ODK).
 */
export function partsOf(cell: string, { choices }: Pick<Target, 'choices'>): string[] {
  const isCoded = cell.split(/\s+/).every((part) => choices.some(({ value }) => value === part));
  if (isCoded) return cell.split(/\s+/);
  const separator = ['|', ' ; ', ';', '\n', ', ', ','].find((each) => cell.includes(each)) ?? null;
  if (separator === null) return [cell];
  const labels = choices.map(({ label }) => label).filter((label) => label.includes(separator));
  let rest = cell;
  const whole = labels.filter((label) => {
    const isThere = rest.includes(label);
    if (isThere) rest = rest.replace(label, separator);
    return isThere;
  });
  const parts = rest.split(separator).map((part) => part.trim());
  return [...whole, ...parts.filter((part) => part !== '')];
}
