import type { SegmentRow } from '../../db/queries/segments.ts';
import { analysisMessages } from '../messages/analysis.ts';
import { messages } from '../messages.ts';
import { paths } from '../paths.ts';
import { markMentions } from './mentions.ts';
import type { SegmentItem } from './page.ts';

type Place = { readonly missionId: string; readonly regionNames: ReadonlyMap<string, string> };

/** A segment ready to be read; `form` marks a word that brought the reader to it. */
export function segmentItem(row: SegmentRow, place: Place, form?: string): SegmentItem {
  const words = row.contributionText.slice(row.start, row.end);
  return {
    parts: form ? markMentions(words, form) : [{ text: words, isMarked: false }],
    kind: row.kind,
    attribution: attributionOf(row, place.regionNames),
    href: paths.segment(place.missionId, row),
    source: analysisMessages.readInSource[row.family],
    isInternal: row.consent === 'internal',
  };
}

type Speaker = Pick<SegmentRow, 'function' | 'regionCode' | 'family'>;

/** By function and région, never by name: « Maire, Occitanie ». */
export function attributionOf(speaker: Speaker, regionNames: ReadonlyMap<string, string>): string {
  const who = speaker.function
    ? speaker.function.charAt(0).toLocaleUpperCase('fr') + speaker.function.slice(1)
    : messages.families[speaker.family];
  const where = speaker.regionCode && regionNames.get(speaker.regionCode);
  return where ? `${who}, ${where}` : who;
}
