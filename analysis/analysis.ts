import type { Settings } from './settings.ts';

/** What an analysis returns: plain data, in the order of ids, fit for JSON and for the store. */
export interface Analysis {
  readonly run: Run;
  readonly units: readonly AnalysedUnit[];
  readonly contributions: readonly AnalysedContribution[];
  readonly themes: readonly Theme[];
  readonly tree: readonly TreeSplit[];
  readonly leftOut: LeftOut;
  readonly choice: Choice;
}

export interface Run {
  readonly version: string;
  readonly settings: Settings;
  readonly seed: number;
  /** SHA-256, hexadecimal, of the contributions sorted by id. */
  readonly corpusHash: string;
  /** Wall-clock seconds of each step; the only figures, with the memory, that vary between two runs. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly peakMemoryMb: number;
}

export interface AnalysedUnit {
  /** `${contribution}#${n}`, n from 1 in reading order. */
  readonly id: string;
  readonly contribution: string;
  /** UTF-16 offsets in the contribution's text as given: text.slice(start, end) is the literal quote. */
  readonly start: number;
  readonly end: number;
  readonly theme: number | null;
  /** Whether the unit was classified by its own words, or follows its neighbours as too short. */
  readonly follows: boolean;
  readonly leftOut: LeftOutReason | null;
}

export type LeftOutReason = 'tooShort' | 'otherLanguage' | 'unclassified';

export interface AnalysedContribution {
  readonly id: string;
  /** The theme that holds most of its words; null where none does. */
  readonly theme: number | null;
}

export interface Theme {
  /** 1, 2, 3 … by decreasing size. */
  readonly theme: number;
  /** A proposal, for a person to accept or change. */
  readonly name: string;
  /** Classified units of the theme, and their share of all classified units. */
  readonly size: number;
  readonly share: number;
  readonly contributions: number;
  /** Forms over-represented in the theme, strongest first, and those it avoids. */
  readonly forms: readonly ThemeForm[];
  readonly antiForms: readonly ThemeForm[];
  /** Unit ids, most typical first. */
  readonly typical: readonly string[];
  readonly phrases: readonly KeyPhrase[];
  /** Mean best Jaccard over resamplings of contributions, 0 to 1; null where it was not computed. */
  readonly stability: number | null;
  /** Normalised pointwise mutual information of the ten first forms, −1 to 1. */
  readonly coherence: number | null;
  readonly metadata: readonly ThemeMetadata[];
}

export interface ThemeForm {
  /** The commonest surface form, as a reader knows it. */
  readonly form: string;
  readonly lemma: string;
  /** 1 df χ², signed by observed − expected, on units. */
  readonly chi2: number;
  /** Lafon's specificity: −log₁₀ of the upper tail, or log₁₀ of the lower one where under-used. */
  readonly specificity: number;
  /** Units of the theme that hold the form, and units of the whole classified corpus. */
  readonly count: number;
  readonly total: number;
}

export interface KeyPhrase {
  readonly phrase: string;
  readonly chi2: number;
  readonly count: number;
}

/** A value of a variable that a theme attracts or repels, counted in stakeholders. */
export interface ThemeMetadata {
  readonly variable: string;
  readonly value: string;
  /** Stakeholders of that value who speak of the theme, out of those of that value. */
  readonly speakers: number;
  readonly speakersOfValue: number;
  /** What the same number would be if the value had no bearing. */
  readonly expected: number;
  /** Permutation p, and q after control of the false-discovery rate (Benjamini and Hochberg). */
  readonly p: number;
  readonly q: number;
}

/** One division of the dendrogram, first division first. */
export interface TreeSplit {
  readonly node: number;
  readonly height: number;
  readonly children: readonly [TreeChild, TreeChild];
}

/** A child is divided again (node), is a theme, or was set aside as too small (both null). */
export interface TreeChild {
  readonly node: number | null;
  readonly theme: number | null;
  readonly size: number;
}

export interface LeftOut {
  /** Counts of units. */
  readonly tooShort: number;
  readonly otherLanguage: number;
  readonly unclassified: number;
  /** Of all units, the share that belongs to no theme. */
  readonly share: number;
  readonly units: readonly string[];
}

/** What was chosen when the settings said `auto`, and why, in a sentence for a person. */
export interface Choice {
  readonly method: MethodName;
  readonly classes: number;
  readonly why: string;
  /** Sentences to show with the result: what could not be met, and what to try. */
  readonly warnings: readonly string[];
  readonly candidates: readonly Candidate[];
}

export type MethodName = 'reinert' | 'double' | 'mixture';

export interface Candidate {
  readonly method: MethodName;
  readonly classes: number;
  readonly smallestShare: number;
  readonly largestShare: number;
  readonly stability: number | null;
}

export interface Progress {
  readonly step: StepName;
  readonly done: number;
  readonly total: number;
}

/** The pipeline's steps in their order; a screen names them in French. */
export const STEP_NAMES = ['read', 'matrix', 'classify', 'describe', 'judge'] as const;

export type StepName = (typeof STEP_NAMES)[number];
