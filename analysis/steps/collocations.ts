import { type Corpus, PARTS_OF_SPEECH, type PartOfSpeech } from '../corpus.ts';

/** Words that keep company more than chance would have it: an expression to propose to a person. */
export interface Collocation {
  /** As it is most often written, in small letters; fit for `Dictionary.expressions`. */
  readonly expression: string;
  readonly count: number;
  /** Contributions that hold it. */
  readonly contributions: number;
  /**
   * Log-likelihood ratio G² of the two nouns or adjectives against their meeting by chance (Dunning 1993,
   * « Accurate methods for the statistics of surprise and coincidence »); 10.83 is p = 0.001.
   */
  readonly score: number;
}

/**
 * Proposes expressions from a corpus: « noun adjective », « adjective noun », « noun noun », and
 * « noun de (la) noun » and the like, met at least `minimumCount` times in two contributions or more, and
 * more often than chance at p = 0.001. Strongest first, code units deciding between equals.
 */
export function proposeCollocations(corpus: Corpus, minimumCount = 3, limit = 100): Collocation[] {
  const pairs = new Map<string, Pair>();
  const asFirst = new Map<number, number>();
  const asSecond = new Map<number, number>();
  let total = 0;
  for (const pair of adjacentPairs(corpus)) {
    total++;
    increase(asFirst, pair.first);
    increase(asSecond, pair.second);
    note(pairs, pair);
  }
  const found: Collocation[] = [];
  for (const { first, second, count, contributions, spellings } of pairs.values()) {
    if (count < minimumCount || contributions < 2) continue;
    const expected = ((asFirst.get(first) ?? 0) * (asSecond.get(second) ?? 0)) / total;
    const score = logLikelihood(count, asFirst.get(first) ?? 0, asSecond.get(second) ?? 0, total);
    if (count <= expected || score < MINIMUM_SCORE) continue;
    found.push({ expression: commonest(spellings), count, contributions, score });
  }
  return found
    .sort((a, b) => b.score - a.score || compareText(a.expression, b.expression))
    .slice(0, limit);
}

const MINIMUM_SCORE = 10.83;

interface Meeting {
  readonly contribution: number;
  readonly first: number;
  readonly second: number;
  readonly bridge: string;
  readonly spelling: string;
}

interface Pair {
  readonly first: number;
  readonly second: number;
  count: number;
  contributions: number;
  lastContribution: number;
  readonly spellings: Map<string, number>;
}

const HEADS = partSet(['noun', 'adjective', 'unknown']);
const ADJECTIVE = PARTS_OF_SPEECH.indexOf('adjective');
/** What may join two nouns: « de », « à la », « en » … */
const BRIDGE = /^(?:(?:de|d'|du|des|à|au|aux|en|pour|sur|sans)(?: (?:la|l'|le|les))?)$/;

/** Each pair of content words with nothing, or a short bridge, between them. */
function* adjacentPairs(corpus: Corpus): Generator<Meeting> {
  const { tokens, terms, contributions } = corpus;
  for (let c = 0; c < contributions.length; c++) {
    const text = contributions[c]?.text ?? '';
    const end = tokens.firstOf[c + 1] ?? 0;
    for (let at = tokens.firstOf[c] ?? 0; at < end; at++) {
      if (!isHead(corpus, at)) continue;
      const next = nextHead(corpus, text, at, end);
      if (!next) continue;
      yield {
        contribution: c,
        first: tokens.term[at] ?? 0,
        second: tokens.term[next.at] ?? 0,
        bridge: next.bridge === '' ? '' : (terms.lemma[tokens.term[at + 1] ?? 0] ?? ''),
        spelling: text
          .slice(tokens.start[at], tokens.end[next.at])
          .toLowerCase()
          .replace(/\s+/gu, ' '),
      };
    }
  }
}

function isHead({ tokens, terms }: Corpus, at: number): boolean {
  return (
    tokens.width[at] === 1 &&
    HEADS.has(tokens.pos[at] ?? 0) &&
    terms.isActive[tokens.term[at] ?? 0] === 1
  );
}

function nextHead(corpus: Corpus, text: string, at: number, end: number) {
  const { tokens } = corpus;
  let bridge = '';
  for (let next = at + 1; next < Math.min(at + 4, end); next++) {
    if (tokens.breakAfter[next - 1]) return undefined;
    if (isHead(corpus, next)) {
      // After a bridge comes a noun; two adjectives in a row are no expression.
      const isAdjective = tokens.pos[next] === ADJECTIVE;
      const isPair = bridge === '' ? !isAdjective || tokens.pos[at] !== ADJECTIVE : !isAdjective;
      return isPair && (bridge === '' || tokens.pos[at] !== ADJECTIVE)
        ? { at: next, bridge }
        : undefined;
    }
    const word = text.slice(tokens.start[next], tokens.end[next]).toLowerCase();
    bridge = `${bridge} ${word.replace('’', "'")}`.trim();
    if (!BRIDGE.test(bridge)) return undefined;
  }
  return undefined;
}

function note(pairs: Map<string, Pair>, meeting: Meeting): void {
  const { contribution, first, second, bridge, spelling } = meeting;
  const key = `${first} ${bridge} ${second}`;
  const known = pairs.get(key);
  const pair = known ?? {
    first,
    second,
    count: 0,
    contributions: 0,
    lastContribution: -1,
    spellings: new Map<string, number>(),
  };
  pair.count++;
  if (pair.lastContribution !== contribution) pair.contributions++;
  pair.lastContribution = contribution;
  increase(pair.spellings, spelling);
  if (!known) pairs.set(key, pair);
}

/** G² of a 2 × 2 table given one cell and its margins. */
function logLikelihood(both: number, first: number, second: number, total: number): number {
  const cells = [
    [both, (first * second) / total],
    [first - both, (first * (total - second)) / total],
    [second - both, ((total - first) * second) / total],
    [total - first - second + both, ((total - first) * (total - second)) / total],
  ] as const;
  return 2 * cells.reduce((sum, [seen, expected]) => sum + term(seen, expected), 0);
}

function term(seen: number, expected: number): number {
  return seen > 0 ? seen * Math.log(seen / expected) : 0;
}

function partSet(parts: readonly PartOfSpeech[]): ReadonlySet<number> {
  return new Set(parts.map((part) => PARTS_OF_SPEECH.indexOf(part)));
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function commonest(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b))[0]?.[0] ?? '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
