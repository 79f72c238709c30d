import { setImmediate as otherRequests } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chooseFairly } from '../../analysis/findings/small-n.ts';
import type { Store } from '../../db/open.ts';
import {
  countOpenAnswers,
  listOpenAnswers,
  listReceivedAnswers,
} from '../../db/queries/received-responses.ts';
import { findQuestionnaire, listQuestionnaires } from '../../db/queries/surveys.ts';
import { listTerritories } from '../../db/queries/territories.ts';
import { shapeAnswers } from '../../surveys/answers.ts';
import { type Question, type Questionnaire, questionsOf } from '../../surveys/definition.ts';
import { typeOf } from '../../surveys/question-types/find.ts';
import { type QuestionResult, type Received, receive, resultOf } from '../../surveys/results.ts';
import { render } from '../../views/engine.ts';
import { surveyMessages } from '../../views/messages/surveys.ts';
import { paths } from '../../views/paths.ts';
import { attributionOf } from '../../views/segments/item.ts';
import { resultBlocks } from '../../views/survey-results/blocks.ts';
import type { Quote, ResultView } from '../../views/survey-results/page.ts';
import { questionnaireOf } from '../answering.ts';
import { notFound } from '../errors.ts';
import { regionNames } from '../places.ts';
import type { Services } from '../services.ts';
import { shareOf } from '../shares.ts';
import {
  rateOf,
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';

const said = surveyMessages.results;

const PER_PAGE = 50;
const RESPONSES_A_TURN = 25;
const QUOTES_SHOWN = 3;
/** Among the first so many, so that a page does not read a whole corpus to show three quotes. */
const QUOTES_READ = 200;

const listQuery = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

type One = { Params: { mission: string; survey: string; question: string } };

/** What a survey's answers come to, question by question, and the words written under one of them. */
export function surveyResults(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/enquetes/:survey/resultats';

  app.get(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { survey, progress } = found;
    const definition = await latestDefinition(found);
    const received = await receiveAll(store, survey.id);
    const view = await questionViewer(found, received);
    const sections = [];
    for (const section of definition.sections) {
      const questions: ResultView[] = [];
      for (const question of section.questions.filter((each) => typeOf(each).isAnswered)) {
        await otherRequests();
        questions.push(await view(question));
      }
      if (questions.length > 0) sections.push({ title: section.title, questions });
    }
    const frame = surveyFrame(request, found, { title: said.title });
    return render(reply, 'survey-results/show', frame, {
      survey: survey.title,
      tabs: surveyTabs(found, 'results'),
      received: received.length,
      rate: rateOf(progress),
      sections,
    });
  });

  app.get<One>(`${index}/:question`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const definition = await latestDefinition(found);
    const question = questionsOf(definition).find(({ id }) => id === request.params.question);
    const total = question && (await countOpenAnswers(store, survey.id)).get(question.id);
    if (!question || !total) throw notFound();
    const pages = Math.ceil(total / PER_PAGE);
    const page = Math.min(listQuery.parse(request.query).page, pages);
    const rows = await listOpenAnswers(store, survey.id, question.id, {
      limit: PER_PAGE,
      offset: (page - 1) * PER_PAGE,
    });
    const names = await regionNames(store);
    const missionId = member.mission.id;
    const addressOf = (number: number) =>
      `${paths.openAnswers(missionId, survey.id, question.id)}?page=${number}`;
    const frame = surveyFrame(request, found, {
      title: question.label,
      above: [{ label: said.title, href: paths.surveyResults(missionId, survey.id) }],
    });
    return render(reply, 'survey-results/open-answers', frame, {
      survey: survey.title,
      question: question.label,
      total,
      quotes: rows.map((row) => quoteOf(row, missionId, names)),
      page,
      pages,
      previousHref: page > 1 ? addressOf(page - 1) : null,
      nextHref: page < pages ? addressOf(page + 1) : null,
    });
  });

  async function latestDefinition({ survey }: SurveyMember): Promise<Questionnaire> {
    const row = await findQuestionnaire(store, survey.id);
    if (!row) throw notFound();
    return questionnaireOf(row);
  }

  async function questionViewer({ member, survey }: SurveyMember, received: readonly Received[]) {
    const missionId = member.mission.id;
    const names = await regionNames(store);
    const counts = await countOpenAnswers(store, survey.id);
    return async (question: Question): Promise<ResultView> => {
      const result = resultOf(question, received);
      const regionOf = await regionFinder(result, names);
      const written = counts.get(question.id) ?? 0;
      const blocks = await resultBlocks(result, {
        id: `r-${question.id}`,
        title: question.label,
        shareOf,
        regionOf,
      });
      const isInWords = result.summary.kind === 'words';
      return {
        ...blocks,
        id: question.id,
        label: question.label,
        base: said.base(result.answered, result.asked, result.received),
        quotes: isInWords ? await someQuotes(survey.id, question.id, missionId, names) : [],
        all:
          written > 0
            ? {
                href: paths.openAnswers(missionId, survey.id, question.id),
                label: isInWords ? said.readAll(written) : said.readOthers(written),
              }
            : null,
      };
    };
  }

  async function regionFinder({ summary }: QuestionResult, names: ReadonlyMap<string, string>) {
    const codes = summary.kind === 'communes' ? summary.rows.map(({ code }) => code) : [];
    const regions = new Map(
      (await listTerritories(store, codes)).map(({ code, regionCode }) => [code, regionCode]),
    );
    return (code: string) => names.get(regions.get(code) ?? '') ?? null;
  }

  async function someQuotes(
    surveyId: string,
    question: string,
    missionId: string,
    names: ReadonlyMap<string, string>,
  ): Promise<Quote[]> {
    const page = { limit: QUOTES_READ, offset: 0 };
    const rows = await listOpenAnswers(store, surveyId, question, page);
    const candidates = rows.map((row, rank) => ({
      id: row.id,
      rank,
      strata: [row.stakeholder?.regionCode ?? '', row.stakeholder?.category ?? ''],
      row,
    }));
    return chooseFairly(candidates, QUOTES_SHOWN).map(({ row }) => quoteOf(row, missionId, names));
  }
}

/** Every response, routed by its own version; a few at a time, so that others are served meanwhile. */
async function receiveAll(store: Store, surveyId: string): Promise<Received[]> {
  const versions = new Map(
    (await listQuestionnaires(store, surveyId)).map((row) => [row.id, questionnaireOf(row)]),
  );
  const received: Received[] = [];
  for (const { questionnaireId, answers } of await listReceivedAnswers(store, surveyId)) {
    const definition = versions.get(questionnaireId);
    if (definition) received.push(receive(definition, shapeAnswers(definition, answers)));
    if (received.length % RESPONSES_A_TURN === 0) await otherRequests();
  }
  return received;
}

type OpenAnswer = Awaited<ReturnType<typeof listOpenAnswers>>[number];

function quoteOf(
  { id, responseId, text, consent, stakeholder }: OpenAnswer,
  missionId: string,
  names: ReadonlyMap<string, string>,
): Quote {
  return {
    text,
    attribution: attributionOf(
      {
        function: stakeholder?.function ?? null,
        regionCode: stakeholder?.regionCode ?? null,
        family: 'survey',
      },
      names,
    ),
    href: paths.receivedWords(missionId, responseId, { contributionId: id }),
    source: said.source,
    isInternal: consent === 'internal',
  };
}
