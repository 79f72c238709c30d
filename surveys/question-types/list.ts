import { commune } from './commune.ts';
import { consent } from './consent.ts';
import { longText } from './long-text.ts';
import { matrix } from './matrix.ts';
import { maxdiff } from './maxdiff.ts';
import { multiple } from './multiple.ts';
import { note } from './note.ts';
import { number } from './number.ts';
import { ranking } from './ranking.ts';
import { scale } from './scale.ts';
import { shortText } from './short-text.ts';
import { single } from './single.ts';

/** A new type is one pair of files and one line here. */
export const questionTypes = [
  single,
  multiple,
  matrix,
  ranking,
  number,
  shortText,
  longText,
  scale,
  maxdiff,
  commune,
  note,
  consent,
] as const;
