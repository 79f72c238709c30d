import type { MethodName } from './analysis.ts';
import type { Unit } from './corpus.ts';
import { type Dictionary, EMPTY_DICTIONARY } from './dictionary.ts';

/** Changes whenever the same corpus and settings may give another result. */
export const PIPELINE_VERSION = '2026.11.2';

export type Method = 'auto' | MethodName;

export interface Settings {
  /** What is classified: spans of about forty words, or whole contributions. */
  readonly unit: Unit;
  /** How many classes to look for; `auto` reads it from the data. */
  readonly classes: number | 'auto';
  readonly method: Method;
  readonly seed: number;
  /** Words that a segment aims at. */
  readonly segmentWords: number;
  /** A form is kept when it stands in at least this many units; `auto` scales with the corpus. */
  readonly minimumUnits: number | 'auto';
  readonly maximumForms: number;
  /** A unit with fewer forms than this follows its neighbours instead of being classified. */
  readonly minimumForms: number;
  /** A class below this share of the classified units is not kept as a class. */
  readonly minimumShare: number;
  readonly reinert: ReinertSettings;
  /** Resamplings of the stability estimate; 0 leaves it out. */
  readonly bootstraps: number;
  /** The mission's own words. */
  readonly dictionary: Dictionary;
}

export interface ReinertSettings {
  /** Contingency coefficient above which a form is handed only to the class it belongs to. */
  readonly contingency: number;
  /** A form is handed down where it stands in at least this many units. */
  readonly minimumCount: number;
  /** A class of fewer units is not split. */
  readonly minimumSplit: number;
}

export const DEFAULT_SETTINGS: Settings = {
  unit: 'segment',
  classes: 'auto',
  method: 'auto',
  seed: 1,
  segmentWords: 40,
  minimumUnits: 'auto',
  maximumForms: 6000,
  minimumForms: 3,
  minimumShare: 0.01,
  reinert: { contingency: 0.3, minimumCount: 3, minimumSplit: 5 },
  bootstraps: 20,
  dictionary: EMPTY_DICTIONARY,
};
