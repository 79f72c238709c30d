import { setImmediate as otherRequests } from 'node:timers/promises';
import { type Question, type Questionnaire, questionsOf } from '../../surveys/definition.ts';
import { typeOf } from '../../surveys/question-types/find.ts';
import type { Fields, LookUps } from '../../surveys/question-types/type.ts';
import type { Answers } from '../../surveys/routing.ts';
import type { ImportFault, ImportProblem } from '../../views/messages/response-imports.ts';
import type { Gathered, GatheredRow } from './gathered.ts';
import { AS_WORDS, type Mapping, partsOf, SENT_AT } from './mapping.ts';
import { type Target, targetsOf } from './targets.ts';
import { isMarked, sentAtOf, tidyValue } from './values.ts';

/** A response as it will be kept. */
export interface ConvertedResponse {
  readonly line: number;
  readonly answers: Answers;
  /** Epoch milliseconds; null where the file does not say it. */
  readonly sentAt: number | null;
}

export interface Conversion {
  readonly responses: readonly ConvertedResponse[];
  /** The first ones; all are counted. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  /** Lines that were begun and never sent, where the tool says it. */
  readonly unfinished: number;
  /** Lines without any value in the columns chosen. */
  readonly blank: number;
}

export interface ConvertOptions {
  readonly lookUps: LookUps;
  /** Name of a commune, as the file writes it → its code. */
  readonly communes: ReadonlyMap<string, string>;
  readonly isSentOnlyWhenDated: boolean;
}

const ROWS_A_TURN = 20;
const PROBLEMS_KEPT = 200;

/** Reads every line by the types of the questions themselves, a few at a time so that others are served meanwhile. */
export async function convert(
  gathered: Gathered,
  mapping: Mapping,
  definition: Questionnaire,
  options: ConvertOptions,
): Promise<Conversion> {
  const targets = new Map(targetsOf(definition).map((target) => [target.name, target]));
  const questions = new Map(questionsOf(definition).map((question) => [question.id, question]));
  const columns = mapping.flatMap(({ target: name, values }, index) => {
    const target = targets.get(name);
    return target ? [{ index, target, values }] : [];
  });
  const sentAtIndex = mapping.findIndex(({ target }) => target === SENT_AT);
  const responses: ConvertedResponse[] = [];
  const problems: ImportProblem[] = [];
  let problemCount = 0;
  let unfinished = 0;
  let blank = 0;
  for (const [number, row] of gathered.rows.entries()) {
    if (number % ROWS_A_TURN === 0) await otherRequests();
    const sent = sentAtIndex < 0 ? '' : (row.cells[sentAtIndex] ?? '').trim();
    if (options.isSentOnlyWhenDated && sentAtIndex >= 0 && sent === '') {
      unfinished += 1;
      continue;
    }
    const read = readRow(row);
    const faults = [...read.faults];
    const sentAt = sent === '' ? null : sentAtOf(sent);
    if (sentAt === undefined) faults.push({ index: sentAtIndex, fault: { kind: 'date' } });
    problemCount += faults.length;
    for (const { index, fault } of faults.slice(0, PROBLEMS_KEPT - problems.length))
      problems.push({
        line: row.line,
        column: gathered.columns[index]?.name ?? '',
        value: (row.cells[index] ?? '').trim(),
        fault,
      });
    if (Object.keys(read.answers).length === 0) blank += 1;
    else responses.push({ line: row.line, answers: read.answers, sentAt: sentAt ?? null });
  }
  return { responses, problems, problemCount, unfinished, blank };

  function readRow(row: GatheredRow) {
    const cells = new Map<string, Record<string, string>>();
    const from = new Map<string, number>();
    const faults: Fault[] = [];
    for (const { index, target, values } of columns) {
      const cell = row.cells[index] ?? '';
      if (cell.trim() === '') continue;
      const own = cells.get(target.question.id) ?? {};
      cells.set(target.question.id, own);
      from.set(target.question.id, from.get(target.question.id) ?? index);
      const said = isPlace(target) ? (options.communes.get(cell.trim()) ?? cell) : cell;
      const fault = place(said, target, values, own);
      if (fault) faults.push({ index, fault });
    }
    const answers: Record<string, unknown> = {};
    for (const [id, own] of cells) {
      const question = questions.get(id);
      if (!question || Object.keys(own).length === 0) continue;
      const { answer, fault } = readAnswer(question, own, options.lookUps);
      if (fault) faults.push({ index: from.get(id) ?? 0, fault });
      if (answer !== undefined) answers[id] = answer;
    }
    return { answers, faults };
  }
}

/** Types that ask the store what they are answered know places by their codes. */
export const isPlace = ({ question }: Target): boolean => typeOf(question).wanted !== undefined;

interface Fault {
  readonly index: number;
  readonly fault: ImportFault;
}

/** Puts one cell of the file where our own export would have it. @returns what is wrong with it. */
function place(
  cell: string,
  target: Target,
  values: Readonly<Record<string, string>>,
  own: Record<string, string>,
): ImportFault | undefined {
  const { kind, name, question, open } = target;
  if (kind === 'mark') {
    const isTicked = isMarked(cell, target.part?.label ?? '');
    if (isTicked === undefined) return { kind: 'mark' };
    own[name] = isTicked ? '1' : '0';
    return undefined;
  }
  if (kind === 'list') {
    const faults = partsOf(cell.trim(), target).map((part) => {
      const choice = chosenFor(part, values);
      if (choice === undefined) return true;
      if (choice === AS_WORDS && open) {
        own[`${question.id}.${open.choice}`] = '1';
        own[open.target] = part;
      } else if (choice !== '') own[`${question.id}.${choice}`] = '1';
      return false;
    });
    return faults.includes(true) ? { kind: 'unmapped' } : undefined;
  }
  if (kind === 'code') {
    const choice = chosenFor(cell.trim(), values);
    if (choice === undefined) return { kind: 'unmapped' };
    if (choice === AS_WORDS && open) {
      own[name] = open.choice;
      own[open.target] = cell.trim();
    } else if (choice !== '') own[name] = choice;
    return undefined;
  }
  own[name] = tidyValue(cell, kind);
  if (target.ticks !== null) own[target.ticks] = '1';
  return undefined;
}

/** Undefined where nobody said what the value stands for; empty where it stands for no answer. */
function chosenFor(value: string, values: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(values, value) ? values[value] : undefined;
}

function readAnswer(
  question: Question,
  cells: Readonly<Record<string, string>>,
  lookUps: LookUps,
): { answer?: unknown; fault?: ImportFault } {
  const type = typeOf(question);
  const fields: Fields =
    type.fromCells?.(question, cells) ??
    Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, [value]]));
  const { answer, problems } = type.read(question, fields);
  const [problem] =
    problems.length > 0 || answer === undefined ? problems : type.faults(question, answer, lookUps);
  if (problem)
    return {
      fault: problem.code === 'unknown-commune' ? { kind: 'commune' } : { kind: 'answer', problem },
    };
  return answer === undefined ? {} : { answer };
}
