import { BREAKS, type Contribution, type Segments, type Tokens, type Unit } from '../corpus.ts';

/**
 * Cuts each contribution into spans of about `size` words (Reinert's « unités de contexte élémentaires »):
 * within 1.4 × size words, where weight / (|i − size| + 1) is largest, i being the number of words before
 * the cut; the first on ties. What remains is one span once it fits in the window, so that a short answer
 * is one segment. Never across contributions, never inside an expression. With the unit
 * « contribution », each contribution that has words is one span.
 *
 * Languages are left at 0 (French); see language.ts.
 */
export function segmentTokens(
  contributions: readonly Contribution[],
  tokens: Tokens,
  unit: Unit,
  size: number,
): Segments {
  const contribution: number[] = [];
  const firstToken: number[] = [];
  const endToken: number[] = [];
  for (let c = 0; c < contributions.length; c++) {
    const last = tokens.firstOf[c + 1] ?? 0;
    for (let from = tokens.firstOf[c] ?? 0; from < last; ) {
      const to = unit === 'contribution' ? last : cutAfter(tokens, from, last, size);
      contribution.push(c);
      firstToken.push(from);
      endToken.push(to);
      from = to;
    }
  }
  return withOffsets(contributions, tokens, contribution, firstToken, endToken);
}

/** Weight of a cut after a word, by the break that follows it (position in BREAKS). */
const WEIGHTS = Float64Array.from(
  BREAKS,
  (name) =>
    ({
      none: 0.01,
      mark: 0.01,
      comma: 1,
      semicolon: 4,
      colon: 5,
      sentence: 6,
      paragraph: 6,
      end: 6,
    })[name],
);

const WINDOW = 1.4;

function cutAfter(tokens: Tokens, from: number, last: number, size: number): number {
  const window = Math.floor(size * WINDOW);
  if (last - from <= window) return last;
  let best = 0;
  let cut = from + size;
  for (let words = 1; words <= window; words++) {
    const next = from + words;
    // A word of width 0 continues the expression before it.
    if (tokens.width[next] === 0) continue;
    const weight = WEIGHTS[tokens.breakAfter[next - 1] ?? 0] ?? 0;
    const value = weight / (Math.abs(words - size) + 1);
    if (value > best) {
      best = value;
      cut = next;
    }
  }
  return cut;
}

/** Closing signs belong to the span before them, opening ones to the span after. */
const CLOSING = /^[^\s\p{L}\p{N}«“([{•]*(?:\s{0,3}[»”!?;:.…)\]}]+)*/u;

function withOffsets(
  contributions: readonly Contribution[],
  tokens: Tokens,
  contribution: readonly number[],
  firstToken: readonly number[],
  endToken: readonly number[],
): Segments {
  const count = contribution.length;
  const start = new Uint32Array(count);
  const end = new Uint32Array(count);
  for (let s = 0; s < count; s++) {
    const own = contribution[s] ?? 0;
    const text = contributions[own]?.text ?? '';
    if (s === 0 || contribution[s - 1] !== own) start[s] = text.search(/\S/u);
    if (contribution[s + 1] !== own) {
      end[s] = text.trimEnd().length;
    } else {
      const [closed, opened] = cutBetween(text, tokens, endToken[s] ?? 0);
      end[s] = closed;
      start[s + 1] = opened;
    }
  }
  return {
    count,
    contribution: Uint32Array.from(contribution),
    start,
    end,
    firstToken: Uint32Array.from(firstToken),
    endToken: Uint32Array.from(endToken),
    language: new Uint8Array(count),
  };
}

/** Where the span that ends before token `next` closes, and where the one that it begins opens. */
function cutBetween(text: string, tokens: Tokens, next: number): [closed: number, opened: number] {
  const from = tokens.end[next - 1] ?? 0;
  const gap = text.slice(from, tokens.start[next] ?? from);
  const closing = CLOSING.exec(gap)?.[0].trimEnd().length ?? 0;
  const space = gap.slice(closing).search(/\S/u);
  return [from + closing, space < 0 ? (tokens.start[next] ?? from) : from + closing + space];
}
