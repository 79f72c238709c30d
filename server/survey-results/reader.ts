import { Worker } from 'node:worker_threads';
import type { Store } from '../../db/open.ts';
import type { Survey } from '../../db/queries/surveys.ts';
import { resultMessages as said } from '../../views/messages/survey-results.ts';
import { HttpError } from '../errors.ts';
import { planOf, populationsOf } from '../sampling.ts';
import type { Services } from '../services.ts';
import type { Ask, AskReply, AskRequest, PlannedStrata, Told } from './ask.ts';

/** Reads the answers of surveys in a thread of its own, so that a large survey keeps nobody waiting. */
export interface ResultsReader {
  ask<Kind extends Ask['kind']>(
    survey: Survey,
    ask: Ask & { readonly kind: Kind },
  ): Promise<Extract<Told, { kind: Kind }>>;
  close(): Promise<void>;
}

/** The thread ends, and gives its memory back, when nobody has asked anything for so long. */
const IDLE_MS = 5 * 60_000;
/** A page that waits longer says to come back: the thread goes on reading, and the next one finds it read. */
const PATIENCE_MS = 20_000;

export function createResultsReader({
  store,
  config,
}: Pick<Services, 'store' | 'config'>): ResultsReader {
  let thread: Thread | undefined;
  return {
    async ask(survey, ask) {
      const plan = await plannedStrata(store, survey);
      thread ??= startThread(config.databasePath, (ended) => {
        if (thread === ended) thread = undefined;
      });
      // Sound: the thread answers a question by its kind.
      return (await thread.ask(survey.id, plan, ask)) as never;
    },
    async close() {
      await thread?.end();
    },
  };
}

/** The strata of a survey's plan, for whoever weighs by them; null where it has none. */
export async function plannedStrata(store: Store, survey: Survey): Promise<PlannedStrata | null> {
  const plan = await planOf(store, survey);
  if (!plan) return null;
  const { axes, regions, bandStarts } = plan;
  return {
    plan: { axes, regions, bandStarts },
    populations: await populationsOf(store, survey.missionId, plan),
  };
}

interface Thread {
  ask(surveyId: string, plan: PlannedStrata | null, ask: Ask): Promise<Told>;
  end(): Promise<void>;
}

function startThread(path: string, onEnd: (ended: Thread) => void): Thread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    execArgv: [],
    workerData: { path },
  });
  worker.unref();
  const waiting = new Map<number, PromiseWithResolvers<Told>>();
  let asked = 0;
  let idle: NodeJS.Timeout | undefined;

  const thread: Thread = {
    async ask(surveyId, plan, ask) {
      clearTimeout(idle);
      const id = asked++;
      const answer = Promise.withResolvers<Told>();
      waiting.set(id, answer);
      worker.postMessage({ id, surveyId, plan, ask } satisfies AskRequest);
      const late = setTimeout(() => answer.reject(new HttpError(503, said.reading)), PATIENCE_MS);
      try {
        return await answer.promise;
      } finally {
        clearTimeout(late);
        waiting.delete(id);
        idle = setTimeout(() => void thread.end(), IDLE_MS).unref();
      }
    },
    async end() {
      clearTimeout(idle);
      onEnd(thread);
      fail(new Error('The thread that reads answers was ended.'));
      await worker.terminate();
    },
  };

  function fail(error: Error): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  worker.on('message', (reply: AskReply) => {
    const answer = waiting.get(reply.id);
    if ('error' in reply) answer?.reject(reply.error);
    else answer?.resolve(reply.told);
  });
  worker.once('error', (error) => {
    onEnd(thread);
    fail(error instanceof Error ? error : new Error(String(error)));
  });
  return thread;
}
