import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findInvitation } from '../../db/queries/invitations.ts';
import { findQuestionnaire } from '../../db/queries/surveys.ts';
import type { Question } from '../../surveys/definition.ts';
import { answerFrom, prefillableQuestions } from '../../surveys/prefill.ts';
import type { LookUps } from '../../surveys/question-types/type.ts';
import { render } from '../../views/engine.ts';
import { prefillMessages as said } from '../../views/messages/prefilled-links.ts';
import { paths } from '../../views/paths.ts';
import { lookUpsFor, questionnaireOf } from '../answering.ts';
import { csvRecords } from '../documents/read/csvRecords.ts';
import { spreadsheetCsv } from '../documents/write/spreadsheetCsv.ts';
import { titleWith, typedValues } from '../forms.ts';
import { type PrefillValues, signPrefill } from '../prefill.ts';
import type { Services } from '../services.ts';
import {
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';

const ROWS_MAX = 5000;

/** Staff compose links that answer some questions beforehand: one for everybody, or each person's own. */
export function prefilledLinks(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/enquetes/:survey/liens-preremplis';

  app.get(index, async (request, reply) =>
    page(request, reply, await requireSurveyMember(services, request)),
  );

  app.post(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { survey } = found;
    const typed = typedValues(request.body);
    const questions = await questionsIn(found);
    const lookUps = await lookUpsFor(store, survey.missionId, questions, {});
    const values = valuesIn(questions, typed);
    const errors = Object.fromEntries(
      wrongIn(questions, values, lookUps).map(({ id }) => [id, said.refused]),
    );
    if (Object.keys(errors).length > 0 || survey.isAnonymous)
      return page(request, reply.code(422), found, { typed, errors });
    const token = await signPrefill(store, survey.id, 'open', values);
    const [first] = questions;
    if (token === undefined)
      return page(request, reply.code(422), found, {
        ...{ typed, errors: first ? { [first.id]: said.tooLong } : {} },
      });
    const url = `${config.baseUrl}${paths.answering(survey.slug)}?p=${token}`;
    return page(request, reply, found, { typed, url });
  });

  app.post(`${index}/tableau.csv`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const typed = typedValues(request.body);
    const completed = await complete(found, typed.table ?? '');
    if ('error' in completed) {
      const errors = { table: completed.error };
      return page(request, reply.code(422), found, { typed, errors });
    }
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${said.fileName}.csv"`)
      .header('cache-control', 'no-store')
      .send(spreadsheetCsv(completed.rows));
  });

  async function questionsIn({ survey }: SurveyMember): Promise<Question[]> {
    const row = await findQuestionnaire(store, survey.id);
    return row ? prefillableQuestions(questionnaireOf(row)) : [];
  }

  /** Every line, or what is wrong with the first one that is. */
  async function complete(
    found: SurveyMember,
    table: string,
  ): Promise<{ readonly rows: readonly (readonly string[])[] } | { readonly error: string }> {
    const { survey } = found;
    const questions = survey.isAnonymous ? [] : await questionsIn(found);
    const [header = [], ...lines] = readTable(table);
    const at = header.findIndex((cell) => cell.trim().toLowerCase() === said.link.toLowerCase());
    if (at === -1) return { error: said.noLink };
    const asked = questions.filter(({ id }) => header.includes(id));
    if (asked.length === 0) return { error: said.noColumn(questions.map(({ id }) => id)) };
    const lookUps = await lookUpsFor(store, survey.missionId, questions, {});
    const rows: string[][] = [[...header, said.completed]];
    for (const [index, line] of lines.entries()) {
      const number = index + 2;
      const link = line[at]?.trim() ?? '';
      const invited = await findInvitation(store, link.split('/').at(-1) ?? '');
      if (invited?.survey.id !== survey.id) return { error: said.unknownLink(number) };
      const cells = Object.fromEntries(header.map((name, place) => [name, line[place] ?? '']));
      const values = valuesIn(asked, cells);
      const [wrong] = wrongIn(asked, values, lookUps);
      if (wrong) return { error: said.wrongValue(number, wrong.id) };
      const token = await signPrefill(store, survey.id, invited.invitation.id, values);
      if (token === undefined) return { error: said.lineTooLong(number) };
      rows.push([...line, `${link}?p=${token}`]);
    }
    return { rows };
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    {
      typed = {},
      errors = {},
      url = null,
    }: {
      readonly typed?: Readonly<Record<string, string>>;
      readonly errors?: Readonly<Record<string, string>>;
      readonly url?: string | null;
    } = {},
  ) {
    const { member, survey } = found;
    const questions = await questionsIn(found);
    const frame = surveyFrame(request, found, {
      title: titleWith(errors, said.title),
      scripts: ['copy'],
    });
    return render(reply, 'prefilled-links/index', frame, {
      survey: survey.title,
      tabs: surveyTabs(found, 'modes'),
      summary: Object.entries(errors).map(([id, message]) => ({ href: `#${id}`, message })),
      isAnonymous: survey.isAnonymous,
      questions: questions.map(({ id, label }) => ({
        ...{ id, label, hint: said.hint(id) },
        ...{ value: typed[id] ?? '', error: errors[id] ?? null },
      })),
      open: survey.isOpen
        ? { action: paths.prefilledLinks(member.mission.id, survey.id), url }
        : null,
      table: {
        action: paths.prefilledTable(member.mission.id, survey.id),
        typed: typed.table ?? '',
        error: errors.table ?? null,
        header: said.header(questions.map(({ id }) => id)),
      },
    });
  }
}

/** Pasted from a sheet (tabs), or from a file (semicolons, commas): whichever its first line has. */
function readTable(table: string): string[][] {
  const [first = ''] = table.split('\n');
  const delimiter = ['\t', ';', ','].find((sign) => first.includes(sign)) ?? ';';
  const records = [...csvRecords(table.replaceAll('\r\n', '\n'), delimiter)];
  return records
    .map(({ cells }) => [...cells])
    .filter((cells) => cells.some((cell) => cell.trim() !== ''))
    .slice(0, ROWS_MAX + 1);
}

const valuesIn = (
  questions: readonly Question[],
  typed: Readonly<Record<string, string>>,
): PrefillValues =>
  Object.fromEntries(
    questions.flatMap(({ id }) => {
      const value = typed[id]?.trim();
      return value ? [[id, value.slice(0, 500)] as const] : [];
    }),
  );

const wrongIn = (questions: readonly Question[], values: PrefillValues, lookUps: LookUps) =>
  questions.filter(
    (question) =>
      values[question.id] !== undefined &&
      answerFrom(question, values[question.id], lookUps) === undefined,
  );
