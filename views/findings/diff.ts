/** A stretch of two texts compared: in both, only in the former, only in the latter. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond this many comparisons, what lies between the common ends is shown as replaced. */
const COMPARISONS_MOST = 4_000_000;

/**
 * What changed from `before` to `after`, word by word (longest common subsequence). Parts that are not
 * « added » joined together give `before`; those that are not « removed » give `after`.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const start = commonLength(a, b, (words, i) => words[i]);
  const end = commonLength(
    a.slice(start),
    b.slice(start),
    (words, i) => words[words.length - 1 - i],
  );
  const middle = diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return gathered([
    ...a.slice(0, start).map(same),
    ...middle,
    ...a.slice(a.length - end).map(same),
  ]);
}

const wordsOf = (text: string) => text.match(/\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];

const same = (text: string): DiffPart => ({ kind: 'same', text });
const removed = (text: string): DiffPart => ({ kind: 'removed', text });
const added = (text: string): DiffPart => ({ kind: 'added', text });

type Words = readonly string[];

function commonLength(a: Words, b: Words, at: (words: Words, i: number) => string | undefined) {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && at(a, length) === at(b, length)) length += 1;
  return length;
}

function diffMiddle(a: Words, b: Words): DiffPart[] {
  if (a.length * b.length > COMPARISONS_MOST) return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const lengthAt = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      length[i * width + j] =
        a[i] === b[j]
          ? lengthAt(i + 1, j + 1) + 1
          : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
  const parts: DiffPart[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [old = '', young = ''] = [a[i], b[j]];
    if (i < a.length && j < b.length && old === young) {
      parts.push(same(old));
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      parts.push(removed(old));
      i += 1;
    } else {
      parts.push(added(young));
      j += 1;
    }
  }
  return parts;
}

/**
 * What is the same between two changes but holds no letter reads better as part of both: one phrase against
 * another, not word against word.
 */
function gathered(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  let [old, young, held] = ['', '', ''];
  const flush = () => {
    result.push(removed(old), added(young), same(held));
    [old, young, held] = ['', '', ''];
  };
  for (const { kind, text } of joined(parts)) {
    if (kind === 'same' && /[\p{L}\p{N}]/u.test(text)) {
      flush();
      result.push(same(text));
    } else if (kind === 'same') held += text;
    else {
      if (old + young === '') flush();
      [old, young, held] = [old + held, young + held, ''];
      if (kind === 'removed') old += text;
      else young += text;
    }
  }
  flush();
  return joined(result.filter(({ text }) => text !== ''));
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === part.kind) result.splice(-1, 1, { ...last, text: last.text + part.text });
    else result.push(part);
  }
  return result;
}
