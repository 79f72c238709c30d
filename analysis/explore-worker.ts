import { parentPort } from 'node:worker_threads';
import type { Contribution } from './corpus.ts';
import {
  type Answer,
  answer,
  type CodedSpan,
  type Exploration,
  type ExplorationInput,
  openExploration,
  type Question,
} from './explore.ts';

/**
 * The door of the thread that explores a run. A corpus comes in parts, so that whoever sends it is never held up;
 * `open` reads it, and it stays open for the questions that follow, until another one is begun.
 */
export type ExploreRequest =
  | { readonly kind: 'begin' }
  | { readonly kind: 'contributions'; readonly contributions: readonly PlacedContribution[] }
  | { readonly kind: 'spans'; readonly spans: readonly CodedSpan[] }
  | {
      readonly kind: 'open';
      readonly settings: Omit<ExplorationInput, 'contributions' | 'spans'>;
    }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };

/** `place` orders contributions as their sources tell them, by code units. */
export type PlacedContribution = Contribution & { readonly place: string };

export type ExploreReply =
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly error: Error };

let contributions: PlacedContribution[] = [];
let spans: CodedSpan[] = [];
let opening: (() => Exploration) | undefined;

parentPort?.on('message', (request: ExploreRequest) => {
  if (request.kind === 'ask') parentPort?.postMessage(reply(request.id, request.question));
  else receive(request);
});

function receive(request: Exclude<ExploreRequest, { kind: 'ask' }>): void {
  if (request.kind === 'contributions') contributions.push(...request.contributions);
  else if (request.kind === 'spans') spans.push(...request.spans);
  else if (request.kind === 'open') opening = once(open(request.settings));
  else {
    [contributions, spans] = [[], []];
    opening = undefined;
  }
}

/** Reads the corpus with the first question, so that what fails is answered to whoever asked. */
function open(settings: Omit<ExplorationInput, 'contributions' | 'spans'>): () => Exploration {
  const ordered = contributions.sort((a, b) => {
    if (a.place === b.place) return a.id < b.id ? -1 : 1;
    return a.place < b.place ? -1 : 1;
  });
  const input = { ...settings, contributions: ordered, spans };
  return () => openExploration(input);
}

function reply(id: number, question: Question): ExploreReply {
  try {
    if (!opening) throw new Error('No corpus is open.');
    return { id, answer: answer(opening(), question) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
