import type { TextDocument } from '../read/reading.ts';
import type { Transcript } from './transcript.ts';

/** An answer, with the question that it follows. */
export interface Exchange {
  /** Null where nobody asked anything before. */
  readonly question: string | null;
  readonly text: string;
}

/** Shorter than this, an answer (« Oui, voilà. ») says nothing without the next one. */
const MIN_WORDS = 8;

/**
 * What the chosen speakers say, cut where an interviewer speaks: each answer with its question, every line
 * to the letter. Very short answers go with the one that follows.
 */
export function exchangesOf(
  document: TextDocument,
  transcript: Transcript,
  speakers: {
    readonly answering: ReadonlySet<string>;
    readonly asking: ReadonlySet<string>;
  },
): readonly Exchange[] {
  const exchanges: { question: string | null; lines: string[] }[] = [];
  let question: string | null = null;
  let isNew = true;
  for (const turn of transcript.turns) {
    if (turn.speaker === null) continue;
    const lines = turn.spans.map(({ start, end }) => document.text.slice(start, end));
    if (speakers.asking.has(turn.speaker)) {
      question = lines.join('\n') || question;
      isNew = true;
    } else if (speakers.answering.has(turn.speaker)) {
      const current = exchanges.at(-1);
      if (current && (!isNew || isShort(current.lines))) current.lines.push(...lines);
      else exchanges.push({ question, lines });
      isNew = false;
    }
  }
  return exchanges
    .map(({ question: asked, lines }) => ({ question: asked, text: lines.join('\n') }))
    .filter(({ text }) => text !== '');
}

function isShort(lines: readonly string[]): boolean {
  return lines.join(' ').split(/\s+/u).filter(Boolean).length < MIN_WORDS;
}
