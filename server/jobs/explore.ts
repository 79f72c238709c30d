import { setImmediate as pass, setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Answer, CodedSpan, ExplorationInput, Question } from '../../analysis/explore.ts';
import type {
  ExploreReply,
  ExploreRequest,
  PlacedContribution,
} from '../../analysis/explore-worker.ts';
import { HttpError } from '../errors.ts';

/** What a run read and found, brought in parts so that no request waits behind it. */
export interface Explored {
  /** Changes with anything that changes an answer. */
  readonly key: string;
  readonly settings: Omit<ExplorationInput, 'contributions' | 'spans'>;
  readonly contributions: () => Iterable<readonly PlacedContribution[]>;
  readonly spans: () => Iterable<readonly CodedSpan[]>;
}

/** Answers questions about runs in a thread of its own, which keeps the last corpus that it read. */
export interface Explorer {
  ask<Kind extends Question['kind']>(
    explored: Explored,
    question: Question & { readonly kind: Kind },
  ): Promise<Extract<Answer, { kind: Kind }>>;
  close(): Promise<void>;
}

export interface ExplorerLimits {
  /** The thread ends, and gives its memory back, when nobody has asked anything for so long. */
  readonly idleMs: number;
  /** A question that takes longer is given up, and the thread ended. */
  readonly answerMs: number;
}

const LIMITS: ExplorerLimits = { idleMs: 5 * 60_000, answerMs: 120_000 };
const ANSWERS_KEPT = 64;

export function createExplorer(limits: ExplorerLimits = LIMITS): Explorer {
  const answers = new Map<string, Promise<Answer>>();
  let thread: Thread | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** One corpus is sent at a time: questions wait for their turn. */
  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const mine = turn.then(act);
    turn = mine.catch(() => {});
    return mine;
  }

  async function answerOf(explored: Explored, question: Question): Promise<Answer> {
    thread ??= startThread(limits, (ended) => {
      if (thread === ended) thread = undefined;
    });
    const asked = thread;
    try {
      if (asked.held !== explored.key) await sendCorpus(asked, explored);
      return await asked.ask(question);
    } catch (error) {
      await asked.end();
      throw error;
    }
  }

  return {
    ask(explored, question) {
      const key = `${explored.key} ${JSON.stringify(question)}`;
      const known = answers.get(key);
      const answered = known ?? inTurn(() => answerOf(explored, question));
      answers.delete(key);
      answers.set(key, answered);
      const [oldest] = answers.keys();
      if (answers.size > ANSWERS_KEPT && oldest !== undefined) answers.delete(oldest);
      if (!known) answered.catch(() => answers.delete(key));
      // Sound: the thread answers a question by its kind.
      return answered as Promise<never>;
    },
    async close() {
      await thread?.end();
    },
  };
}

interface Thread {
  /** Key of the corpus that it keeps. */
  held: string | null;
  send(request: ExploreRequest): void;
  ask(question: Question): Promise<Answer>;
  end(): Promise<void>;
}

async function sendCorpus(thread: Thread, { key, settings, contributions, spans }: Explored) {
  thread.held = null;
  thread.send({ kind: 'begin' });
  for (const part of contributions()) {
    thread.send({ kind: 'contributions', contributions: part });
    await pass();
  }
  for (const part of spans()) {
    thread.send({ kind: 'spans', spans: part });
    await pass();
  }
  thread.send({ kind: 'open', settings });
  thread.held = key;
}

function startThread(limits: ExplorerLimits, onEnd: (ended: Thread) => void): Thread {
  const worker = new Worker(new URL('../../analysis/explore-worker.ts', import.meta.url), {
    execArgv: [],
  });
  worker.unref();
  const waiting = new Map<number, (reply: ExploreReply) => void>();
  let asked = 0;
  let idle: NodeJS.Timeout | undefined;

  const thread: Thread = {
    held: null,
    send: (request) => worker.postMessage(request),
    async ask(question) {
      clearTimeout(idle);
      const id = asked++;
      const given = new AbortController();
      const answered = new Promise<ExploreReply>((resolve) => waiting.set(id, resolve));
      worker.postMessage({ kind: 'ask', id, question } satisfies ExploreRequest);
      const late = pause(limits.answerMs, null, { signal: given.signal }).catch(() => null);
      const reply = await Promise.race([answered, late]);
      given.abort();
      waiting.delete(id);
      idle = setTimeout(() => void thread.end(), limits.idleMs).unref();
      if (reply === null) throw new HttpError(503);
      if ('error' in reply) throw reply.error;
      return reply.answer;
    },
    async end() {
      clearTimeout(idle);
      onEnd(thread);
      fail(new Error('The thread that explores was ended.'));
      await worker.terminate();
    },
  };

  function fail(error: Error): void {
    for (const [id, settle] of waiting) settle({ id, error });
    waiting.clear();
  }

  worker.on('message', (reply: ExploreReply) => waiting.get(reply.id)?.(reply));
  worker.once('error', (error) => {
    onEnd(thread);
    fail(error instanceof Error ? error : new Error(String(error)));
  });
  return thread;
}
