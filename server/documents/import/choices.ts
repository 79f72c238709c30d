import type { DOCUMENT_KINDS } from '../../../db/schema/sources.ts';
import type { ReadFailure, Reading } from '../read/reading.ts';
import {
  looksLikeReturn,
  RETURN_RUBRICS,
  type ReturnBlock,
  type Rubric,
  readReturn,
} from '../understand/prefectReturn.ts';
import { readTranscript, type SpeakerRole, type Transcript } from '../understand/transcript.ts';

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export type ReadFile = Exclude<Reading, ReadFailure>;

/** What a person decides of a file that was read; what it says itself comes filled in. */
export interface Choices {
  readonly kind: DocumentKind;
  /** Of a return: the rubric of each block, in order; null for what is not kept. */
  readonly rubrics: readonly (Rubric | null)[];
  /** Of a transcript: the role of each speaker, by key; « unknown » is set aside. */
  readonly roles: Readonly<Record<string, SpeakerRole>>;
  /** Of a table. */
  readonly textColumn: string | null;
  readonly idColumn: string | null;
}

/** What the file itself shows, whatever it is taken for. */
export interface Understanding {
  readonly blocks: readonly ReturnBlock[];
  readonly transcript: Transcript | null;
  readonly likelyKind: DocumentKind;
}

export function understand(file: ReadFile): Understanding {
  if (file.kind !== 'document') return { blocks: [], transcript: null, likelyKind: 'other' };
  const blocks = readReturn(file);
  const transcript = readTranscript(file);
  const isInterview = transcript?.speakers.some(({ role }) => role === 'interviewer') ?? false;
  const likelyKind = isInterview ? 'transcript' : looksLikeReturn(blocks) ? 'return' : 'other';
  return { blocks, transcript, likelyKind };
}

/** The choices that a file proposes when it is taken for `kind`. */
export function proposedChoices(
  file: ReadFile,
  { blocks, transcript }: Understanding,
  kind: DocumentKind,
): Choices {
  const isInterview = transcript?.speakers.some(({ role }) => role === 'interviewer') ?? false;
  // Who is not the interviewer answers; where no interviewer was found, a person has to say.
  const roles = (transcript?.speakers ?? []).map(({ key, role }): [string, SpeakerRole] => [
    key,
    isInterview && role === 'unknown' ? 'interviewee' : role,
  ]);
  return {
    kind,
    rubrics: blocks.map(({ rubric }) => rubric),
    roles: Object.fromEntries(roles),
    textColumn: file.kind === 'table' ? file.textColumn : null,
    idColumn: file.kind === 'table' ? file.idColumn : null,
  };
}

export function isRubric(value: string): value is Rubric {
  return RETURN_RUBRICS.some((rubric) => rubric === value);
}
