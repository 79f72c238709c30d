import type { Corpus, Unit } from '../corpus.ts';
import { type CountTable, countCells } from '../math/matrix.ts';
import type { Settings } from '../settings.ts';

/** Measured on six labelled corpora (see the room's README). */
const WORDS_ROOT_PER_UNIT = 40;

/** What is classified, one column a property, in reading order. */
export type Units = {
  readonly count: number;
  readonly contribution: Uint32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** 1 where the unit is in French and may be classified. */
  readonly isFrench: Uint8Array;
  /** For each segment its unit, and whether its words count: one in another language does not. */
  readonly ofSegment: Uint32Array;
};

/** Units × active forms; `terms[j]` is the term that column j stands for. */
export type FormTable = CountTable & {
  readonly terms: Uint32Array;
  readonly minimumUnits: number;
};

export function gatherUnits(corpus: Corpus, unit: Unit): Units {
  const { segments } = corpus;
  const ofSegment = new Uint32Array(segments.count);
  let count = 0;
  for (let s = 0; s < segments.count; s++) {
    const isSame = s > 0 && segments.contribution[s] === segments.contribution[s - 1];
    ofSegment[s] = unit === 'contribution' && isSame ? count - 1 : count++;
  }
  const units = {
    count,
    contribution: new Uint32Array(count),
    start: new Uint32Array(count).fill(0xffffffff),
    end: new Uint32Array(count),
    isFrench: new Uint8Array(count),
    ofSegment,
  };
  for (let s = 0; s < segments.count; s++) {
    const at = ofSegment[s];
    units.contribution[at] = segments.contribution[s];
    units.start[at] = Math.min(units.start[at], segments.start[s]);
    units.end[at] = Math.max(units.end[at], segments.end[s]);
    if (segments.language[s] === 0) units.isFrench[at] = 1;
  }
  return units;
}

/**
 * Keeps active terms that stand in enough units, the commonest first where there are too many (by
 * spelling on ties): columns come in the order of the vocabulary.
 */
export function buildFormTable(corpus: Corpus, units: Units, settings: Settings): FormTable {
  const cells = activeCells(corpus, units);
  const frequency = unitFrequencies(cells, units.count, corpus.terms.count);
  const filled = frequency.reduce((sum, count) => sum + count, 0);
  const minimumUnits = floorFor(settings.minimumUnits, filled);
  const terms = keepTerms(corpus, frequency, minimumUnits, settings.maximumForms);
  const columnOf = new Int32Array(corpus.terms.count).fill(-1);
  terms.forEach((term, column) => {
    columnOf[term] = column;
  });
  const kept = cells.term.map((term) => columnOf[term]);
  const isKept = (_: number, at: number) => kept[at] >= 0;
  const counted = countCells(
    units.count,
    terms.length,
    Int32Array.from(cells.unit.filter(isKept)),
    Int32Array.from(kept.filter((column) => column >= 0)),
  );
  return { ...counted, terms, minimumUnits };
}

/** Calls back with every active occurrence that counts: its unit and its term, in reading order. */
export function eachActiveToken(
  corpus: Corpus,
  units: Units,
  visit: (unit: number, term: number) => void,
): void {
  const { segments, tokens, terms } = corpus;
  for (let s = 0; s < segments.count; s++) {
    if (segments.language[s] !== 0) continue;
    for (let t = segments.firstToken[s]; t < segments.endToken[s]; t++) {
      if (tokens.width[t] > 0 && terms.isActive[tokens.term[t]] === 1) {
        visit(units.ofSegment[s], tokens.term[t]);
      }
    }
  }
}

/**
 * In how many units a form must stand, from the filled cells of the whole table: the vocabulary grows as
 * the square root of a corpus (Heaps' law), and so does the floor. 2 for 10,000 words, 5 for 50,000, 10
 * for 200,000: a rarer form peels off the few units that hold it instead of telling two halves apart.
 */
function floorFor(minimumUnits: number | 'auto', filled: number): number {
  if (minimumUnits !== 'auto') return minimumUnits;
  return Math.max(2, Math.round(Math.sqrt(filled) / WORDS_ROOT_PER_UNIT));
}

type Cells = { readonly unit: Int32Array; readonly term: Int32Array };

function activeCells(corpus: Corpus, units: Units): Cells {
  let count = 0;
  eachActiveToken(corpus, units, () => {
    count++;
  });
  const cells = { unit: new Int32Array(count), term: new Int32Array(count) };
  let at = 0;
  eachActiveToken(corpus, units, (unit, term) => {
    cells.unit[at] = unit;
    cells.term[at++] = term;
  });
  return cells;
}

/** In how many units each term stands; cells come unit by unit. */
function unitFrequencies(cells: Cells, units: number, terms: number): Uint32Array {
  const frequency = new Uint32Array(terms);
  const lastUnit = new Int32Array(terms).fill(-1);
  for (let at = 0; at < cells.term.length; at++) {
    const term = cells.term[at];
    if (lastUnit[term] === cells.unit[at]) continue;
    lastUnit[term] = cells.unit[at];
    frequency[term]++;
  }
  return units === 0 ? frequency.fill(0) : frequency;
}

function keepTerms(
  corpus: Corpus,
  frequency: Uint32Array,
  minimumUnits: number,
  maximumForms: number,
): Uint32Array {
  const { lemma } = corpus.terms;
  const enough = Array.from(frequency.keys()).filter((term) => frequency[term] >= minimumUnits);
  if (enough.length <= maximumForms) return Uint32Array.from(enough);
  const commonest = enough.sort(
    (a, b) => frequency[b] - frequency[a] || compareCodeUnits(lemma[a], lemma[b]) || a - b,
  );
  return Uint32Array.from(commonest.slice(0, maximumForms)).sort();
}

function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
