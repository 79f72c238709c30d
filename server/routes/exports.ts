import type { FastifyInstance } from 'fastify';
import { listEventsOf } from '../../db/queries/events.ts';
import { countBegun, recordExport } from '../../db/queries/exports.ts';
import { findSurvey, listQuestionnaires } from '../../db/queries/surveys.ts';
import { planColumns } from '../../surveys/columns.ts';
import { render } from '../../views/engine.ts';
import { exportMessages as said } from '../../views/messages/exports.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { requireConsultant } from '../access.ts';
import { questionnaireOf } from '../answering.ts';
import { HttpError, notFound } from '../errors.ts';
import { EXPORT_FORMATS, type ExportFormat, exportRequest, formats } from '../exports/formats.ts';
import { streamExport } from '../exports/stream.ts';
import { XLSX_MOST_COLUMNS, XLSX_MOST_ROWS } from '../exports/xlsx.ts';
import { titleWith } from '../forms.ts';
import { dayInParis } from '../paris-days.ts';
import type { Services } from '../services.ts';
import {
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';
import { plannedStrata } from '../survey-results/reader.ts';

const HISTORY = 20;

type One = { Params: { mission: string; survey: string } };

/** What leaves the platform: the responses of a survey, in the formats that others read. */
export function surveyExports(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/enquetes/:survey/exports';

  app.get(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const frame = surveyFrame(request, found, { title: said.title });
    return render(reply, 'exports/index', frame, await pageOf(found, 'xlsx', null));
  });

  app.post<One>(index, async (request, reply) => {
    // Not `requireSurveyMember`, which counts every response: a download says nothing of their number.
    const member = await requireConsultant(services, request);
    const survey = await findSurvey(store, member.mission.id, request.params.survey);
    if (!survey) throw notFound();
    const asked = exportRequest.safeParse(checked(request.body));
    const error = asked.success ? await tooLarge(survey.id, asked.data.format) : said.unknownFormat;
    if (!asked.success || error !== null) {
      const found = await requireSurveyMember(services, request);
      const errors = { format: error ?? said.unknownFormat };
      const frame = surveyFrame(request, found, { title: titleWith(errors, said.title) });
      const page = await pageOf(found, asked.data?.format ?? null, errors.format);
      return render(reply.code(422), 'exports/index', frame, page);
    }
    const isInternal = isTicked(request.body, 'isInternal');
    const exportedAt = Date.now();
    const planned = await plannedStrata(store, survey);
    const stream = streamExport({
      databasePath: config.databasePath,
      survey: { id: survey.id, title: survey.title, isAnonymous: survey.isAnonymous },
      scope: { isInternal, exportedAt, planned },
      request: asked.data,
      begun: await countBegun(store, survey.id),
    });
    if (!stream) throw new HttpError(429, said.busy);
    const { extension, mediaType } = formats[asked.data.format];
    try {
      const { format } = asked.data;
      await recordExport(store, survey, member.account.id, { format, isInternal });
    } catch (failure) {
      stream.destroy();
      throw failure;
    }
    const name = said.fileName(survey.slug, dayInParis(exportedAt), extension);
    return reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'private, no-store')
      .send(stream);
  });

  async function tooLarge(surveyId: string, format: ExportFormat): Promise<string | null> {
    if (format !== 'xlsx') return null;
    const versions = await listQuestionnaires(store, surveyId);
    const { columns } = planColumns(
      versions.map((row) => ({
        id: row.id,
        number: row.version,
        definition: questionnaireOf(row),
      })),
    );
    if (columns.length > XLSX_MOST_COLUMNS - FACT_COLUMNS) return said.tooManyColumns;
    const begun = await countBegun(store, surveyId);
    return begun > XLSX_MOST_ROWS ? said.tooManyRows : null;
  }

  async function pageOf(found: SurveyMember, format: ExportFormat | null, error: string | null) {
    const { survey, member, progress } = found;
    const events = await listEventsOf(store, 'survey', [survey.id]);
    return {
      survey: survey.title,
      tabs: surveyTabs(found, 'exports'),
      received: progress.submitted,
      action: paths.surveyExports(member.mission.id, survey.id),
      formats: EXPORT_FORMATS.map((value) => ({
        value,
        ...said.formats[value],
        isSelected: value === format,
      })),
      separators: ([';', ','] as const).map((value) => ({
        value,
        label: said.separators[value],
        isSelected: value === ';',
      })),
      error,
      summary: error === null ? [] : [{ href: '#format', message: error }],
      history: events
        .filter(({ action }) => action.startsWith('survey.export'))
        .slice(-HISTORY)
        .reverse()
        .map(({ at, accountName, action, detail }) => ({
          at,
          who: accountName ?? said.terminal,
          what: said.done(formatOf(detail), action === 'survey.exportInternal'),
        })),
    };
  }
}

/** Facts that stand before the questions; one more where the survey is weighted. */
const FACT_COLUMNS = 8;

/** A box that is ticked is sent, one that is not is absent. */
function checked(body: unknown): Record<string, unknown> {
  const fields = Object(body);
  return {
    ...fields,
    isLabelled: isTicked(fields, 'isLabelled'),
    hasMark: isTicked(fields, 'hasMark'),
  };
}

const isTicked = (body: unknown, name: string): boolean => Object(body)[name] === 'oui';

function formatOf({ format }: Record<string, unknown>): string {
  const known = EXPORT_FORMATS.find((each) => each === format);
  return known ? said.formats[known].label : messages.errors[404].title;
}
