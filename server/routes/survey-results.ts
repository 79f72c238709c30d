import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseFairly } from '../../analysis/findings/small-n.ts';
import { listCodingsOfContribution } from '../../db/queries/codings.ts';
import { findSmallestPublished, saveSmallestPublished } from '../../db/queries/disclosures.ts';
import { countOpenAnswers, listOpenAnswers } from '../../db/queries/received-responses.ts';
import { findShownRun } from '../../db/queries/runs.ts';
import { listAnswerFiles } from '../../db/queries/survey-results.ts';
import { listQuestionnaires } from '../../db/queries/surveys.ts';
import { listTerritories } from '../../db/queries/territories.ts';
import { listThemes } from '../../db/queries/themes.ts';
import { type Question, questionsOf } from '../../surveys/definition.ts';
import type { QuestionResult } from '../../surveys/results/summary.ts';
import type { AskedResult, FacetName, Filter, Option } from '../../surveys/results/survey.ts';
import { SMALLEST_PUBLISHED } from '../../surveys/statistics/suppression.ts';
import { render } from '../../views/engine.ts';
import { categoryLabel } from '../../views/messages/findings.ts';
import { resultMessages as said } from '../../views/messages/survey-results.ts';
import { paths } from '../../views/paths.ts';
import { attributionOf } from '../../views/segments/item.ts';
import { resultBlocks } from '../../views/survey-results/blocks.ts';
import type { Quote, ResultView } from '../../views/survey-results/page.ts';
import { questionnaireOf } from '../answering.ts';
import type { ResultsNote } from '../documents/write/resultsNote.ts';
import { notFound } from '../errors.ts';
import { type Refusal, readForm, summaryOf, titleWith, typedValues } from '../forms.ts';
import { setFlash } from '../frames.ts';
import { askThread } from '../jobs/thread.ts';
import { regionNames } from '../places.ts';
import { planOf } from '../sampling.ts';
import type { Services } from '../services.ts';
import { shareOf } from '../shares.ts';
import {
  rateOf,
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';
import type { OpenAnswer } from '../survey-results/ask.ts';
import { coursePage } from '../survey-results/course-page.ts';
import { crossingPage } from '../survey-results/crossing-page.ts';
import {
  addressOf,
  facetLabels,
  filterForm,
  filterOf,
  isFiltered,
  queryOf,
} from '../survey-results/filter.ts';
import { createResultsReader } from '../survey-results/reader.ts';
import { releaseSections } from '../survey-results/release-page.ts';
import { weightingView, weightsAsked, withWeights } from '../survey-results/weighting.ts';

const PER_PAGE = 50;
const QUOTES_SHOWN = 3;
const FILES_READ = 500;
const FILES_SHOWN = 20;
/** Among the first so many, so that a page does not read a whole corpus to show three quotes. */
const QUOTES_READ = 200;

const wordsQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  q: z.string().trim().max(200).catch(''),
  region: z.string().max(10).catch(''),
  categorie: z.string().max(40).catch(''),
});

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const NOTE_WRITER = new URL('../documents/write/resultsNoteWorker.ts', import.meta.url);

const thresholdForm = z.object({
  smallest: z.coerce
    .number({ error: said.release.smallest })
    .int(said.release.smallest)
    .min(3, said.release.smallest)
    .max(100, said.release.smallest),
});

const crossingQuery = z.object({
  ligne: z.string().max(300).catch(''),
  colonne: z.string().max(300).catch(''),
});

type One = { Params: { mission: string; survey: string; question: string } };

/** What a survey's answers come to, question by question, and the words written under one of them. */
export function surveyResults(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const reader = createResultsReader(services);
  app.addHook('onClose', () => reader.close());
  const index = '/missions/:mission/enquetes/:survey/resultats';

  app.get(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey, progress } = found;
    const filter = filterOf(request.query);
    const weights = weightsAsked(request.query);
    const { results } = await reader.ask(survey, { kind: 'results', filter, weights });
    const view = await questionViewer(found, filter);
    const sections = [];
    const asked = [...results.sections, { title: said.retired, questions: results.retired }];
    for (const section of asked) {
      const questions: ResultView[] = [];
      for (const question of section.questions) questions.push(await view(question));
      if (questions.length > 0) sections.push({ title: section.title, questions });
    }
    const action = paths.surveyResults(member.mission.id, survey.id);
    const plan = await planOf(store, survey);
    const labels = await facetLabels(store, plan);
    const frame = surveyFrame(request, found, { title: said.title, scripts: ['results-live'] });
    return render(reply, 'survey-results/show', frame, {
      survey: survey.title,
      tabs: surveyTabs(found, 'results'),
      received: results.received,
      rate: rateOf(progress),
      filters: withWeights(
        filterForm(labels, action, results.options, filter),
        weights,
        plan !== undefined,
      ),
      weighting:
        results.weighting && weights ? weightingView(results.weighting, weights, labels) : null,
      crossingsHref: addressOf(
        paths.surveyCrossings(member.mission.id, survey.id),
        queryOf(filter),
      ),
      reloadHref: request.url,
      stateHref: paths.surveyResultsState(member.mission.id, survey.id),
      courseHref: paths.surveyCourse(member.mission.id, survey.id),
      releaseHref: paths.surveyRelease(member.mission.id, survey.id),
      kept: isFiltered(filter) ? said.kept(results.kept, results.received) : null,
      sections,
    });
  });

  app.get(`${index}/croisements`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const filter = filterOf(request.query);
    const { ligne: row, colonne: column } = crossingQuery.parse(request.query);
    const told = await reader.ask(survey, { kind: 'crossing', filter, row, column });
    const frame = surveyFrame(request, found, {
      title: said.crossings.title,
      above: [{ label: said.title, href: paths.surveyResults(member.mission.id, survey.id) }],
    });
    return render(
      reply,
      'survey-results/crossings',
      frame,
      crossingPage(
        found,
        told,
        { filter, row, column },
        await facetLabels(store, await planOf(store, survey)),
      ),
    );
  });

  app.get(`${index}/etat`, async (request) => {
    const { progress } = await requireSurveyMember(services, request);
    return { received: progress.submitted, words: said.live(progress.submitted) };
  });

  app.get(`${index}/parcours`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const told = await reader.ask(survey, { kind: 'course' });
    const frame = surveyFrame(request, found, {
      title: said.course.title,
      above: [{ label: said.title, href: paths.surveyResults(member.mission.id, survey.id) }],
    });
    return render(reply, 'survey-results/course', frame, await coursePage(found, told));
  });

  app.get(`${index}/diffusion`, async (request, reply) =>
    releasePage(request, reply, await requireSurveyMember(services, request), null),
  );

  app.post(`${index}/diffusion`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const form = readForm(thresholdForm, request.body);
    if ('errors' in form) {
      const typed = typedValues(request.body).smallest ?? '';
      return releasePage(request, reply.code(422), found, { typed, errors: form.errors });
    }
    const { smallest } = form.values;
    const { mission, account } = member;
    await saveSmallestPublished(store, { missionId: mission.id, by: account.id, smallest });
    setFlash(request, said.release.saved(smallest));
    return reply.redirect(paths.surveyRelease(mission.id, survey.id), 303);
  });

  app.get(`${index}/note.docx`, async (request, reply) => {
    const { member, survey, progress } = await requireSurveyMember(services, request);
    const { mission } = member;
    const k = (await findSmallestPublished(store, mission.id)) ?? SMALLEST_PUBLISHED;
    const told = await reader.ask(survey, { kind: 'release', k });
    const note: ResultsNote = {
      survey: survey.title,
      mission: mission.title,
      isDemonstration: mission.isDemonstration,
      standing: [said.note.received(told.received), ...rateOf(progress)],
      rules: said.note.rules(k),
      sections: releaseSections(told, await facetLabels(store, undefined)),
      asOf: told.asOf ?? survey.createdAt,
    };
    const bytes = await askThread<Uint8Array>(NOTE_WRITER, note);
    return reply
      .header('content-type', DOCX)
      .header('content-disposition', `attachment; filename="${said.note.fileName}"`)
      .header('cache-control', 'private, no-store')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });

  async function releasePage(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    refused: (Refusal & { readonly typed: string }) | null,
  ) {
    const { member, survey, progress } = found;
    const missionId = member.mission.id;
    const k = (await findSmallestPublished(store, missionId)) ?? SMALLEST_PUBLISHED;
    const told = await reader.ask(survey, { kind: 'release', k });
    const frame = surveyFrame(request, found, {
      title: titleWith(refused?.errors ?? {}, said.release.title),
      above: [{ label: said.title, href: paths.surveyResults(missionId, survey.id) }],
    });
    return render(reply, 'survey-results/release', frame, {
      survey: survey.title,
      tabs: surveyTabs(found, 'results'),
      received: told.received,
      rate: rateOf(progress),
      threshold: {
        action: paths.surveyRelease(missionId, survey.id),
        value: refused?.typed ?? String(k),
        hiddenUpTo: k - 1,
        error: refused?.errors.smallest ?? null,
        summary: summaryOf(refused?.errors ?? {}),
      },
      sections: releaseSections(told, await facetLabels(store, undefined)),
      docxHref: paths.surveyReleaseDocx(missionId, survey.id),
      resultsHref: paths.surveyResults(missionId, survey.id),
    });
  }

  app.get<One>(`${index}/:question`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const written = await countOpenAnswers(store, survey.id);
    const question = await questionNamed(found, request.params.question);
    if (!question || !written.get(question.id)) throw notFound();
    const { page: asked, q: search, region, categorie: category } = wordsQuery.parse(request.query);
    const told = await reader.ask(survey, {
      kind: 'words',
      ...{ question: question.id, search, region, category },
      ...{ page: asked, perPage: PER_PAGE },
    });
    const missionId = member.mission.id;
    const action = paths.openAnswers(missionId, survey.id, question.id);
    const kept = [
      ['q', search],
      ['region', region],
      ['categorie', category],
    ].filter(([, value]) => value !== '') as [string, string][]; // pairs, as they were
    const pages = Math.max(Math.ceil(told.total / PER_PAGE), 1);
    const addressOfPage = (number: number) => addressOf(action, [...kept, ['page', `${number}`]]);
    const labels = await facetLabels(store, undefined);
    const optionsOf = (facet: FacetName, options: readonly Option[], chosen: string) =>
      options.map(({ value, count }) => ({
        value,
        label: said.filters.option(labels(facet, value), count),
        isSelected: value === chosen,
      }));
    const frame = surveyFrame(request, found, {
      title: question.label,
      above: [{ label: said.title, href: paths.surveyResults(missionId, survey.id) }],
    });
    return render(reply, 'survey-results/open-answers', frame, {
      survey: survey.title,
      question: question.label,
      lead:
        kept.length > 0 ? said.words.found(told.total, told.written) : said.words.all(told.written),
      filters: {
        action,
        search,
        regions: optionsOf('region', told.regions, region),
        categories: optionsOf('category', told.categories, category),
        allHref: kept.length > 0 ? action : null,
      },
      quotes: await quotesOf(told.rows, missionId),
      analysisHref: paths.runs(missionId),
      page: told.page,
      pages,
      previousHref: told.page > 1 ? addressOfPage(told.page - 1) : null,
      nextHref: told.page < pages ? addressOfPage(told.page + 1) : null,
    });
  });

  /** Words with the themes where the analysis shown reads them. */
  async function quotesOf(rows: readonly OpenAnswer[], missionId: string): Promise<Quote[]> {
    const names = await regionNames(store);
    const run = await findShownRun(store, missionId);
    const themes = new Map(
      (run ? await listThemes(store, run.id) : []).map((theme) => [theme.id, theme]),
    );
    const quotes: Quote[] = [];
    for (const row of rows) {
      const codings = run ? await listCodingsOfContribution(store, run.id, row.id) : [];
      const held = [...new Set(codings.map(({ themeId }) => themeId))];
      quotes.push({
        ...quoteOf(row, missionId, names),
        themes: held.flatMap((id) => {
          const theme = themes.get(id);
          return theme ? [{ label: theme.name, href: paths.theme(missionId, id) }] : [];
        }),
      });
    }
    return quotes;
  }

  /** A question of the latest version, or of the last one that asked it. */
  async function questionNamed(
    { survey }: SurveyMember,
    id: string,
  ): Promise<Question | undefined> {
    const versions = await listQuestionnaires(store, survey.id);
    return versions
      .toReversed()
      .flatMap((row) => questionsOf(questionnaireOf(row)))
      .find((question) => question.id === id);
  }

  async function questionViewer({ member, survey }: SurveyMember, filter: Filter) {
    const missionId = member.mission.id;
    const names = await regionNames(store);
    const counts = await countOpenAnswers(store, survey.id);
    const files = await listAnswerFiles(store, survey.id, FILES_READ);
    return async ({
      id,
      label,
      result,
      weighted,
      byCategory,
    }: AskedResult): Promise<ResultView> => {
      const regionOf = await regionFinder(result, names);
      const written = counts.get(id) ?? 0;
      const blocks = await resultBlocks(result, {
        id: `r-${id}`,
        title: label,
        shareOf,
        regionOf,
        weighted,
        byCategory: byCategory.map(({ category, result: own }) => ({
          label: categoryLabel(category),
          result: own,
        })),
      });
      const isInWords = result.summary.kind === 'words';
      const hasQuotes = isInWords && written > 0 && !isFiltered(filter);
      return {
        ...blocks,
        id,
        label,
        base: said.base(result.answered, result.asked, result.received),
        effective: weighted ? said.weights.effective(weighted.effective) : null,
        quotes: hasQuotes ? await someQuotes(survey.id, id, missionId, names) : [],
        files: isFiltered(filter) ? [] : filesOf(id, files, missionId),
        all:
          written > 0
            ? {
                href: paths.openAnswers(missionId, survey.id, id),
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

/** Files of one question; those of a repeated group are under the names of its turns. */
function filesOf(
  question: string,
  files: Awaited<ReturnType<typeof listAnswerFiles>>,
  missionId: string,
): ResultView['files'] {
  return files
    .filter(({ field }) => field === question || field.startsWith(`${question}.`))
    .slice(0, FILES_SHOWN)
    .map(({ fileName, responseId }) => ({
      label: fileName,
      href: paths.submission(missionId, responseId),
    }));
}

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
    themes: [],
  };
}
