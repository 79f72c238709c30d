import type { TextDocument } from '../read/reading.ts';
import { type Line, linesOf } from './lines.ts';
import { labelsOf, roleByWord, type SpeakerLabel } from './speakerLabel.ts';

export type SpeakerRole = 'interviewer' | 'interviewee' | 'unknown';

export interface Speaker {
  readonly key: string;
  readonly label: string;
  readonly role: SpeakerRole;
  readonly turns: number;
  readonly words: number;
}

/** What one person says until another speaks: literal spans of the document's text, a line each. */
export interface Turn {
  /** Key of the speaker; null for what stands before anyone speaks. */
  readonly speaker: string | null;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

export interface Transcript {
  readonly speakers: readonly Speaker[];
  readonly turns: readonly Turn[];
}

/** Key of whoever asks the questions, where only they stand out (in bold) and nobody is named. */
export const UNNAMED_INTERVIEWER = 'questions';
export const UNNAMED_INTERVIEWEE = 'reponses';

/** Who speaks when; null where the document is not the transcript of a conversation. */
export function readTranscript(document: TextDocument): Transcript | null {
  const lines = linesOf(document).filter((line) => !line.isNote);
  return namedTurns(lines) ?? boldQuestions(lines);
}

/** The words of the speakers chosen, turn after turn, one line each. */
export function speechOf(
  document: TextDocument,
  transcript: Transcript,
  isChosen: (speaker: string) => boolean,
): string {
  return transcript.turns
    .filter((turn) => turn.speaker !== null && isChosen(turn.speaker))
    .flatMap((turn) => turn.spans.map(({ start, end }) => document.text.slice(start, end)))
    .filter((line) => line !== '')
    .join('\n');
}

export function speakersOf(transcript: Transcript, role: SpeakerRole): ReadonlySet<string> {
  return new Set(
    transcript.speakers.filter((speaker) => speaker.role === role).map(({ key }) => key),
  );
}

const MIN_TURNS = 2;

function namedTurns(lines: readonly Line[]): Transcript | null {
  const candidates = lines.map(labelsOf);
  const accepted = acceptLabels(candidates);
  if (accepted === null) return null;
  const onlyQuestions = [...accepted.keys].every((key) => roleByWord(key) === 'interviewer');
  if (accepted.keys.size < 2 && !onlyQuestions) return null;
  const turns: MutableTurn[] = [{ speaker: null, spans: [] }];
  const labels = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    const label = candidates[index]?.find((candidate) => accepted.accepts(candidate));
    const current = turns.at(-1);
    if (label) {
      labels.set(label.key, labels.get(label.key) ?? label.label);
      const start = line.start + label.speechAt;
      const end = line.start + line.text.length;
      turns.push({ speaker: label.key, spans: start < end ? [{ start, end }] : [] });
    } else if (
      onlyQuestions &&
      current?.speaker != null &&
      current.spans.length > 0 &&
      current.speaker !== UNNAMED_INTERVIEWEE
    ) {
      turns.push({ speaker: UNNAMED_INTERVIEWEE, spans: [spanOf(line)] });
    } else current?.spans.push(spanOf(line));
  }
  return describe(lines, turns, labels);
}

interface MutableTurn {
  readonly speaker: string | null;
  readonly spans: { start: number; end: number }[];
}

/**
 * A label counts when its word can only name a speaker, or when it comes back, in the same form as the
 * others. One « Remarque : » in a report makes no conversation.
 */
function acceptLabels(candidates: readonly (readonly SpeakerLabel[])[]): {
  readonly keys: ReadonlySet<string>;
  accepts(label: SpeakerLabel): boolean;
} | null {
  const counts = new Map<string, number>();
  const id = ({ form, key }: SpeakerLabel) => `${form} ${key}`;
  const all = candidates.flat();
  for (const label of all) counts.set(id(label), (counts.get(id(label)) ?? 0) + 1);
  const repeated = all.filter((label) => (counts.get(id(label)) ?? 0) >= MIN_TURNS);
  const known = repeated.filter(({ key }) => roleByWord(key) !== undefined);
  const forms = new Set((known.length > 0 ? known : repeated).map(({ form }) => form));
  // Unknown words alone need more than coming back once: they take turns, and often.
  const needed = known.length > 0 ? MIN_TURNS : MIN_UNKNOWN_TURNS;
  const isAccepted = (label: SpeakerLabel) =>
    forms.has(label.form) &&
    (roleByWord(label.key) !== undefined || (counts.get(id(label)) ?? 0) >= needed);
  const keys = new Set(all.filter(isAccepted).map(({ key }) => key));
  return keys.size === 0 ? null : { keys, accepts: isAccepted };
}

const MIN_UNKNOWN_TURNS = 3;

const MIN_BOLD_QUESTIONS = 3;
const MIN_QUESTION_SHARE = 0.6;

/** Nobody is named, but questions stand out in bold (or as headings) from plain answers. */
function boldQuestions(lines: readonly Line[]): Transcript | null {
  const isBold = (line: Line) => line.isHeading || line.leadingBold >= line.text.length;
  const bold = lines.filter(isBold);
  const questions = bold.filter((line) => isQuestion(line.text));
  if (
    questions.length < MIN_BOLD_QUESTIONS ||
    questions.length < bold.length * MIN_QUESTION_SHARE
  ) {
    return null;
  }
  const turns: MutableTurn[] = [{ speaker: null, spans: [] }];
  for (const line of lines) {
    const isFirst = turns.length === 1;
    const speaker = isBold(line) ? UNNAMED_INTERVIEWER : isFirst ? null : UNNAMED_INTERVIEWEE;
    const current = turns.at(-1);
    if (isFirst && isBold(line) && !isQuestion(line.text)) current?.spans.push(spanOf(line));
    else if (current?.speaker === speaker) current.spans.push(spanOf(line));
    else turns.push({ speaker, spans: [spanOf(line)] });
  }
  return describe(
    lines,
    turns,
    new Map([
      [UNNAMED_INTERVIEWER, 'Questions (en gras)'],
      [UNNAMED_INTERVIEWEE, 'Réponses'],
    ]),
  );
}

function isQuestion(text: string): boolean {
  return /\?[\s»”")]*$/u.test(text);
}

function spanOf(line: Line): { start: number; end: number } {
  return { start: line.start, end: line.start + line.text.length };
}

interface Measured {
  readonly key: string;
  readonly turns: number;
  readonly words: number;
  readonly questionShare: number;
}

function describe(
  lines: readonly Line[],
  turns: readonly MutableTurn[],
  labels: ReadonlyMap<string, string>,
): Transcript {
  const spoken = turns.filter((turn) => (turn.speaker === null ? turn.spans.length > 0 : true));
  const textOf = textReader(lines);
  const keys = new Set(spoken.flatMap((turn) => turn.speaker ?? []));
  const measured = [...keys].map((key): Measured => {
    const texts = spoken
      .filter((turn) => turn.speaker === key)
      .map((turn) => turn.spans.map(textOf).join(' '));
    return {
      key,
      turns: texts.length,
      words: texts.join(' ').split(/\s+/u).filter(Boolean).length,
      questionShare: texts.filter(isQuestion).length / Math.max(1, texts.length),
    };
  });
  const roles = decideRoles(measured);
  return {
    turns: spoken,
    speakers: measured.map(({ key, turns: count, words }) => ({
      key,
      label: labels.get(key) ?? UNNAMED_LABELS[key] ?? key,
      role: roles.get(key) ?? 'unknown',
      turns: count,
      words,
    })),
  };
}

const UNNAMED_LABELS: Readonly<Record<string, string>> = { [UNNAMED_INTERVIEWEE]: 'Réponses' };

function textReader(lines: readonly Line[]) {
  const byEnd = new Map(lines.map((line) => [line.start + line.text.length, line]));
  return ({ start, end }: { readonly start: number; readonly end: number }): string => {
    const line = byEnd.get(end);
    return line === undefined ? '' : line.text.slice(start - line.start);
  };
}

const ASKS = 0.5;
const ANSWERS = 0.3;

/** By the word that names them; failing that, the one who asks, when the others plainly do not. */
function decideRoles(measured: readonly Measured[]): ReadonlyMap<string, SpeakerRole> {
  const isUnnamed = (key: string) => key === UNNAMED_INTERVIEWEE;
  const named = measured.filter(({ key }) => !isUnnamed(key) && roleByWord(key) === 'interviewer');
  const asking = measured.filter(({ questionShare }) => questionShare >= ASKS);
  const answering = measured.filter(({ questionShare }) => questionShare <= ANSWERS);
  const isClear = asking.length === 1 && asking.length + answering.length === measured.length;
  const interviewers = new Set(
    (named.length > 0 ? named : isClear ? asking : []).map(({ key }) => key),
  );
  return new Map(
    measured.map(({ key }): [string, SpeakerRole] => {
      if (interviewers.has(key)) return [key, 'interviewer'];
      return [
        key,
        interviewers.size > 0
          ? 'interviewee'
          : roleByWord(key) === 'interviewee'
            ? 'interviewee'
            : 'unknown',
      ];
    }),
  );
}
