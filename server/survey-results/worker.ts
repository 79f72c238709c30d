import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '../../db/open.ts';
import type { AskReply, AskRequest } from './ask.ts';
import { tellCourse } from './course.ts';
import { type LoadedSurvey, loadSurvey } from './load.ts';
import { sortByStratum } from './strata.ts';
import { tell } from './tell.ts';
import { tellWords } from './words.ts';

/** The door of the thread: it keeps the answers of the surveys last asked about, and reads what came since. */
const SURVEYS_KEPT = 3;
const surveys = new Map<string, LoadedSurvey>();
// Said by the main thread when it starts this one.
const store = openReader((workerData as { readonly path: string }).path);

let turn: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (request: AskRequest) => {
  turn = turn.then(() => answer(request));
});

async function answer({ id, surveyId, plan, ask }: AskRequest): Promise<void> {
  try {
    if (ask.kind === 'words') {
      send({ id, told: await tellWords(store, surveyId, ask) });
      return;
    }
    const survey = await loadSurvey(store, surveyId, surveys.get(surveyId));
    keep(surveyId, survey);
    sortByStratum(survey, plan);
    const isCourse = ask.kind === 'course';
    const told = isCourse ? await tellCourse(store, surveyId, survey) : tell(survey, plan, ask);
    send({ id, told });
  } catch (error) {
    surveys.delete(surveyId);
    send({ id, error: error instanceof Error ? error : new Error(String(error)) });
  }
}

function keep(surveyId: string, survey: LoadedSurvey): void {
  surveys.delete(surveyId);
  surveys.set(surveyId, survey);
  const [oldest] = surveys.keys();
  if (surveys.size > SURVEYS_KEPT && oldest !== undefined) surveys.delete(oldest);
}

const send = (reply: AskReply) => parentPort?.postMessage(reply);
