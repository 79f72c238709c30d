import type { DecodedText } from './encoding.ts';
import { cleanText } from './encoding.ts';
import { distinctIds, type PlacedContribution } from './identifiers.ts';
import type { Budget } from './limits.ts';
import { problem, refuse } from './problem.ts';
import { type CollectionDocument, type DocumentProblem, stemOf } from './reading.ts';

export interface FieldChoice {
  readonly textField?: string | undefined;
  readonly idField?: string | undefined;
}

/**
 * One JSON object a line: {"id", "text", …, "meta": {…}}. What stands beside id and text, and inside « meta »,
 * describes the contribution. A broken line is reported with its number and the rest is read.
 */
export function readJsonl(
  decoded: DecodedText,
  fileName: string,
  fields: FieldChoice,
  budget: Budget,
): CollectionDocument {
  const placed: PlacedContribution[] = [];
  const problems: DocumentProblem[] = [];
  forEachLine(decoded.text, (line, number) => {
    if (line.trim() === '') return;
    if (placed.length >= budget.limits.maxRows)
      refuse('tooManyRows', { limit: budget.limits.maxRows });
    if (number % LINES_PER_CHECK === 0) budget.checkTime();
    const read = readLine(line, number, fields);
    if ('code' in read) problems.push(read);
    else placed.push(read);
  });
  const distinct = distinctIds(placed);
  return {
    kind: 'collection',
    format: 'jsonl',
    title: stemOf(fileName),
    contributions: distinct.contributions,
    encoding: decoded.encoding,
    problems: [...problems, ...distinct.problems],
    warnings: decoded.warnings,
  };
}

const LINES_PER_CHECK = 1_000;

function forEachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 1;
  for (let start = 0; start <= text.length; number++) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    visit(text.slice(start, end), number);
    start = end + 1;
  }
}

function readLine(
  line: string,
  number: number,
  { textField = 'text', idField = 'id' }: FieldChoice,
): PlacedContribution | DocumentProblem {
  const where = { line: number };
  const record = parseObject(line);
  if (record === 'invalid') return problem('invalidJson', {}, where);
  if (record === 'other') return problem('notAnObject', {}, where);
  const { [textField]: text, [idField]: id, ...rest } = record;
  if (typeof text !== 'string') return problem('missingText', { field: textField }, where);
  if (text.includes('\0') || !text.isWellFormed()) return problem('forbiddenCharacters', {}, where);
  if (text.trim() === '') return problem('emptyText', {}, where);
  const metadata = describe(rest);
  return {
    id: idOf(id) ?? `${ANONYMOUS_PREFIX}${number}`,
    text,
    line: number,
    ...(metadata && { metadata }),
  };
}

/** What a contribution without identifier is called: « line-12 ». */
const ANONYMOUS_PREFIX = 'line-';

function parseObject(line: string): Record<string, unknown> | 'invalid' | 'other' {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'invalid';
  }
  return isObject(value) ? value : 'other';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return cleanText(value).trim();
}

/** Flattens what describes a contribution to names and texts; `meta` loses its own name, deeper objects keep theirs. */
function describe(rest: Record<string, unknown>): Record<string, string> | undefined {
  const { meta, ...beside } = rest;
  const pairs = [...pairsOf(beside), ...(isObject(meta) ? pairsOf(meta) : pairsOf({ meta }))];
  // fromEntries defines its properties, so that a « __proto__ » from the file stays a plain name.
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function pairsOf(record: Record<string, unknown>): [string, string][] {
  return Object.entries(record).flatMap(([name, value]): [string, string][] => {
    if (isObject(value)) {
      return Object.entries(value).flatMap(([inner, leaf]) => pairOf(`${name}.${inner}`, leaf));
    }
    return pairOf(name, value);
  });
}

function pairOf(name: string, value: unknown): [string, string][] {
  const text = Array.isArray(value)
    ? value.flatMap((item) => scalar(item) ?? []).join(' ; ')
    : scalar(value);
  return text === undefined || text === '' ? [] : [[name, text]];
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return cleanText(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
