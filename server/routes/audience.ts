import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashOf, newId, newToken } from '../../db/ids.ts';
import {
  findAudience,
  insertAudience,
  listAudienceMembers,
  listAudiences,
  listKnownPeople,
  undoAudience,
} from '../../db/queries/audience.ts';
import { listProgrammes } from '../../db/queries/territories.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { CENTRALITIES, strataOf } from '../../surveys/sampling.ts';
import { render } from '../../views/engine.ts';
import { formatDateTime, formatNumber } from '../../views/format.ts';
import { audienceMessages as said } from '../../views/messages/audience.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { surveyMessages } from '../../views/messages/surveys.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { columnField, guessColumns, PERSON_FIELDS, readColumns } from '../audience/columns.ts';
import {
  DRAW_MODES,
  type Drawn,
  type DrawRequest,
  drawCommunes,
  MOST_DRAWN,
  readDraw,
} from '../audience/draw.ts';
import { readPeople } from '../audience/people.ts';
import { peopleIn } from '../audience/people-in.ts';
import { referenceFor } from '../audience/reference.ts';
import { dropPending, findPending, keepPending } from '../documents/import/pending.ts';
import { readUpload } from '../documents/import/readUpload.ts';
import type { TableDocument } from '../documents/read/reading.ts';
import { HttpError, notFound } from '../errors.ts';
import { type Refusal, summaryOf, titleWith, typedValues } from '../forms.ts';
import { setFlash } from '../frames.ts';
import { listRegions, regionNames } from '../places.ts';
import { planOf, stratumLabel } from '../sampling.ts';
import type { Services } from '../services.ts';
import {
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';
import { receiveFile } from '../uploads.ts';

const MOST_ROWS = 20_000;
const MOST_SHOWN = 20;
const MOST_LINES = 100;
const MOST_NAMED = 200;

const previewForm = z.object({
  id: z.uuid().catch(newId),
  pending: z.string().max(40).catch(''),
  step: z.enum(['preview', 'import']).catch('preview'),
  function: z.string().trim().max(200).catch(''),
  category: z.enum(STAKEHOLDER_CATEGORIES).catch('mayor'),
  skip: z.literal('yes').optional().catch(undefined),
});
type PreviewForm = z.output<typeof previewForm>;

const drawForm = z.object({ id: z.uuid().catch(newId), expected: z.string().max(80).catch('') });

type OnePending = { Params: { pending: string } };
type One = { Params: { audience: string } };

/** Who is asked: read from a file, or drawn from the reference of territories; each addition can be undone. */
export function audience(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/enquetes/:survey/audience';

  app.get(index, async (request, reply) =>
    listPage(request, reply, await requireSurveyMember(services, request), {}),
  );

  app.post(`${index}/lectures`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const upload = await receiveFile(request, config.UPLOAD_LIMIT_MB);
    if ('errors' in upload) return listPage(request, reply.code(422), found, upload.errors);
    const { bytes, fileName } = upload.values;
    const read = await readTable(bytes, fileName);
    if ('error' in read) return listPage(request, reply.code(422), found, { file: read.error });
    const { mission, account } = found.member;
    const owner = { missionId: mission.id, accountId: account.id, fileName };
    const pending = await keepPending(config.originalsPath, owner, bytes);
    return reply.redirect(paths.pendingAudience(mission.id, found.survey.id, pending.id), 303);
  });

  app.get<OnePending>(`${index}/lectures/:pending`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const sent = await requirePending(found, request.params.pending);
    const form = previewForm.parse({
      pending: request.params.pending,
      function: said.defaultFunction,
    });
    return preview(request, reply, found, sent, {
      form,
      columns: guessColumns(sent.table.columns),
    });
  });

  app.post(`${index}/fichier`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const form = previewForm.parse(request.body ?? {});
    const sent = await requirePending(found, form.pending);
    const columns = readColumns(request.body, sent.table.columns);
    const asked = { form, columns };
    if (form.step === 'preview') return preview(request, reply, found, sent, asked);
    const read = await readAll(found, sent.table, asked);
    if (read.people.length === 0)
      return preview(request, reply.code(422), found, sent, asked, { file: said.nobody });
    if (read.problems.length > 0 && form.skip === undefined)
      return preview(request, reply.code(422), found, sent, asked, {
        skip: said.faulty(read.problems.length),
      });
    const isNew = await insertAudience(store, {
      ...actOf(found),
      id: form.id,
      source: 'file',
      title: sent.file.fileName,
      detail: {
        columns: Object.entries(columns).map(([field, place]) => [
          field,
          sent.table.columns[place],
        ]),
        left: read.problems.length,
        repeated: read.repeated.length,
      },
      people: read.people.map(({ knownId, person }) => (knownId ? { knownId } : { person })),
    });
    await dropPending(config.originalsPath, sent.file.id);
    return added(request, reply, found, form.id, { isNew, count: read.people.length });
  });

  app.get(`${index}/tirage`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const isAsked = Object.keys(Object(request.query)).length > 0;
    if (!isAsked) return drawPage(request, reply, found, await firstDraw(found), {});
    const read = readDraw(request.query);
    if ('errors' in read) return drawPage(request, reply.code(422), found, request.query, read);
    return drawPage(request, reply, found, request.query, read);
  });

  app.post(`${index}/tirage`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { id, expected } = drawForm.parse(request.body ?? {});
    const read = readDraw(request.body);
    if ('errors' in read) return drawPage(request, reply.code(422), found, request.body, read);
    // Sent twice: what the first one added would change the draw.
    if (await findAudience(store, found.survey.id, id))
      return added(request, reply, found, id, { isNew: false, count: 0 });
    const drawn = await drawFor(found, read.draw);
    if ('errors' in drawn) return drawPage(request, reply.code(422), found, request.body, drawn);
    if (drawn.communes.length === 0 || fingerprintOf(drawn) !== expected)
      return drawPage(request, reply.code(409), found, request.body, read, said.changed);
    const { filter, mode, total, expectedRate, seed } = read.draw;
    const names = await regionNames(store);
    const isNew = await insertAudience(store, {
      ...actOf(found),
      id,
      source: 'territories',
      title: said.drawTitle(
        filter.programme,
        filter.regions.map((code) => names.get(code) ?? code),
        drawn.communes.length,
      ),
      detail: {
        filter,
        mode,
        total,
        expectedRate,
        seed,
        codes: drawn.communes.map(({ code }) => code),
      },
      people: peopleIn(drawn.communes, read.draw.function, await knownPeople(found)),
    });
    return added(request, reply, found, id, { isNew, count: drawn.communes.length });
  });

  app.get<One>(`${index}/:audience`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    return showPage(request, reply, found, request.params.audience);
  });

  app.post<One>(`${index}/:audience/annulation`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { audience: importId } = request.params;
    if (!(await findAudience(store, found.survey.id, importId))) throw notFound();
    const undone = await undoAudience(store, { ...actOf(found), importId });
    if (undone) setFlash(request, said.undone(undone.removed, undone.kept));
    else setFlash(request, said.undoneBefore, 'information');
    return reply.redirect(paths.audiences(found.member.mission.id, found.survey.id), 303);
  });

  function added(
    request: FastifyRequest,
    reply: FastifyReply,
    { member, survey }: SurveyMember,
    id: string,
    { isNew, count }: { readonly isNew: boolean; readonly count: number },
  ) {
    if (isNew) setFlash(request, said.imported(count));
    else setFlash(request, said.importedBefore, 'information');
    return reply.redirect(paths.audience(member.mission.id, survey.id, id), 303);
  }

  async function readTable(
    bytes: Uint8Array,
    fileName: string,
  ): Promise<{ readonly table: TableDocument } | { readonly error: string }> {
    const reading = await readUpload(bytes, fileName, config.UPLOAD_LIMIT_MB);
    if (reading.kind === 'failure') return { error: documentSentence(reading.problem) };
    if (reading.kind !== 'table') return { error: said.notATable };
    const { length } = reading.rows;
    if (length === 0) return { error: said.noRows };
    if (length > MOST_ROWS) return { error: said.tooManyRows(length, MOST_ROWS) };
    return { table: reading };
  }

  async function requirePending({ member }: SurveyMember, id: string) {
    const owner = { id, missionId: member.mission.id, accountId: member.account.id };
    const sent = await findPending(config.originalsPath, owner);
    if (!sent) throw new HttpError(404, said.previewGone);
    const read = await readTable(sent.bytes, sent.file.fileName);
    // It was read once already: only another version of the reader could refuse it now.
    if ('error' in read) throw new HttpError(422, read.error);
    return { file: sent.file, table: read.table };
  }

  type Sent = Awaited<ReturnType<typeof requirePending>>;
  type Asked = { readonly form: PreviewForm; readonly columns: ReturnType<typeof readColumns> };

  async function readAll(found: SurveyMember, { rows }: TableDocument, { form, columns }: Asked) {
    const missionId = found.member.mission.id;
    return readPeople(rows, columns, {
      reference: await referenceFor(store, missionId, rows, columns),
      known: await knownPeople(found),
      defaults: { function: form.function, category: form.category },
    });
  }

  const knownPeople = ({ member }: SurveyMember) => listKnownPeople(store, member.mission.id);

  async function listPage(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    errors: Refusal['errors'],
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const rows = await listAudiences(store, survey.id);
    const frame = frameOf(request, found, titleWith(errors, said.title));
    return render(reply, 'audience/index', frame, {
      survey: survey.title,
      tabs: surveyTabs(found, 'invitations'),
      imports: rows.map((row) => ({
        title: row.title,
        href: paths.audience(missionId, survey.id, row.id),
        source: said.sources[row.source],
        counts: said.counts(row.people, row.uninvited),
        at: row.importedAt,
        who: row.accountName ?? messages.events.platform,
        state: row.undoneAt === null ? said.states.done : said.states.undone,
      })),
      drawPath: paths.audienceDraw(missionId, survey.id),
      upload: {
        action: paths.pendingAudiences(missionId, survey.id),
        typed: {},
        errors,
        summary: summaryOf(errors),
        limitMb: config.UPLOAD_LIMIT_MB,
      },
      backPath: paths.invitations(missionId, survey.id),
    });
  }

  async function preview(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    sent: Sent,
    asked: Asked,
    errors: Refusal['errors'] = {},
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const { form, columns } = asked;
    const read = await readAll(found, sent.table, asked);
    const { people, problems, repeated } = read;
    const known = people.filter(({ knownId }) => knownId !== null).length;
    const frame = frameOf(request, found, titleWith(errors, said.preview), audienceCrumb(found));
    return render(reply, 'audience/preview', frame, {
      survey: survey.title,
      fileName: sent.file.fileName,
      id: form.id,
      pending: sent.file.id,
      action: paths.audienceFile(missionId, survey.id),
      typed: { function: form.function },
      errors,
      summary: summaryOf(errors),
      columns: PERSON_FIELDS.map((field) => ({
        id: columnField(field),
        label: said.fields[field],
        options: [
          { value: '', label: said.noColumn },
          ...sent.table.columns.map((label, place) => ({
            value: `${place}`,
            label,
            isSelected: columns[field] === place,
          })),
        ],
      })),
      categories: STAKEHOLDER_CATEGORIES.map((value) => ({
        value,
        label: messages.categories[value],
        isSelected: value === form.category,
      })),
      counts: said.summary(people.length - known, known),
      people: people.slice(0, MOST_SHOWN).map(({ line, person, place, knownId }) => ({
        line,
        place,
        name: person.name ?? '',
        who: [person.function, person.organisation].filter(Boolean).join(', '),
        email: person.email,
        state: knownId === null ? said.new : said.known,
      })),
      morePeople: Math.max(0, people.length - MOST_SHOWN),
      problems: problems.slice(0, MOST_LINES),
      moreProblems: Math.max(0, problems.length - MOST_LINES),
      repeated: repeated.slice(0, MOST_LINES),
      moreRepeated: Math.max(0, repeated.length - MOST_LINES),
      skip:
        problems.length === 0
          ? null
          : [{ value: 'yes', label: said.skip(problems.length), isSelected: form.skip === 'yes' }],
      canImport: people.length > 0,
      backPath: paths.audiences(missionId, survey.id),
    });
  }

  async function showPage(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    id: string,
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const rows = await listAudiences(store, survey.id);
    const row = rows.find((each) => each.id === id);
    if (!row) throw notFound();
    const members = await listAudienceMembers(store, { surveyId: survey.id, importId: id });
    const isUndone = row.undoneAt !== null;
    const frame = frameOf(request, found, row.title, audienceCrumb(found));
    return render(reply, 'audience/show', frame, {
      survey: survey.title,
      title: row.title,
      facts: factsOf(row),
      members: members
        .slice(0, MOST_NAMED)
        .map(({ name, stakeholder, communeName, invitationId }) => ({
          name: name || null,
          who: [stakeholder.function, stakeholder.organisation].filter(Boolean).join(', '),
          commune: communeName,
          isInvited: invitationId !== null,
        })),
      moreMembers: Math.max(0, members.length - MOST_NAMED),
      invitation:
        row.uninvited === 0
          ? null
          : {
              action: paths.invitations(missionId, survey.id),
              key: newToken(),
              audience: id,
              count: row.uninvited,
            },
      undoing: isUndone ? null : paths.audienceUndoing(missionId, survey.id, id),
    });
  }

  async function firstDraw({ member, survey }: SurveyMember) {
    const plan = await planOf(store, survey);
    return {
      programme: plan?.frame.programme ?? '',
      regions: plan?.regions ?? member.mission.regions,
      mode: plan ? 'plan' : 'all',
      rate: '14',
      seed: randomBytes(4).toString('hex'),
      function: said.defaultFunction,
    };
  }

  /** The draw, unless it asks for a plan that is not there, or for too many at once. */
  async function drawFor({ survey }: SurveyMember, draw: DrawRequest): Promise<Drawn | Refusal> {
    const plan = await planOf(store, survey);
    if (draw.mode === 'plan' && !plan) return { errors: { mode: said.errors.noPlan } };
    const drawn = await drawCommunes(store, survey, plan, draw);
    const { length } = drawn.communes;
    return length > MOST_DRAWN
      ? { errors: { mode: said.errors.tooMany(length, MOST_DRAWN) } }
      : drawn;
  }

  async function drawPage(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    typed: unknown,
    read: { readonly draw?: DrawRequest } & Partial<Refusal>,
    notice: string | null = null,
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const drawn = read.draw && (await drawFor(found, read.draw));
    const errors = read.errors ?? (drawn && 'errors' in drawn ? drawn.errors : {});
    if (drawn && 'errors' in drawn) reply.code(422);
    const isIn = (name: string, value: string) => listIn(typed, name).includes(value);
    const isMode = (value: string) => isIn('mode', value);
    const frame = frameOf(request, found, titleWith(errors, said.draw), audienceCrumb(found));
    return render(reply, 'audience/draw', frame, {
      survey: survey.title,
      action: paths.audienceDraw(missionId, survey.id),
      typed: typedValues(typed),
      errors,
      summary: summaryOf(errors),
      notice,
      programmes: [
        { value: '', label: said.everyProgramme },
        ...(await listProgrammes(store, missionId)).map(({ programme }) => ({
          value: programme,
          label: programme,
          isSelected: isIn('programme', programme),
        })),
      ],
      regions: (await listRegions(store)).map(({ code, name }) => ({
        value: code,
        label: name,
        isSelected: isIn('regions', code),
      })),
      centralities: CENTRALITIES.map((value) => ({
        value,
        label: value,
        isSelected: isIn('centralities', value),
      })),
      modes: DRAW_MODES.map((value) => ({
        value,
        ...said.modes[value],
        isSelected: isMode(value),
      })),
      drawn: drawn && !('errors' in drawn) ? await drawnView(found, typed, drawn) : null,
      backPath: paths.audiences(missionId, survey.id),
    });
  }

  async function drawnView({ member, survey }: SurveyMember, typed: unknown, drawn: Drawn) {
    const plan = await planOf(store, survey);
    const names = await regionNames(store);
    const labels = new Map(
      plan ? strataOf(plan).map((stratum) => [stratum.id, stratumLabel(stratum, names)]) : [],
    );
    const { communes, strata } = drawn;
    const more = communes.length - MOST_NAMED;
    return {
      action: paths.audienceDraw(member.mission.id, survey.id),
      id: newId(),
      expected: fingerprintOf(drawn),
      fields: DRAW_FIELDS.flatMap((name) => listIn(typed, name).map((value) => ({ name, value }))),
      sentence: said.drawn(
        communes.length,
        strata.reduce((sum, { reference }) => sum + reference, 0),
      ),
      strata: strata.map(({ id, ...counts }) => ({
        ...counts,
        label: id === null ? said.outside : (labels.get(id) ?? said.whole),
      })),
      communes: communes.slice(0, MOST_NAMED).map(({ name, code }) => `${name} (${code})`),
      more: more > 0 ? said.more(more) : null,
      addLabel: communes.length === 0 ? null : said.drawAdd(communes.length),
    };
  }
}

const DRAW_FIELDS = [
  'programme',
  'regions',
  'departments',
  'centralities',
  'populationFrom',
  'populationTo',
  'mode',
  'total',
  'rate',
  'seed',
  'function',
];

const listIn = (typed: unknown, name: string): string[] =>
  [(Object(typed) as Record<string, unknown>)[name]]
    .flat()
    .filter((value): value is string => typeof value === 'string');

/** Tells whether a draw is still the one that was shown. */
const fingerprintOf = ({ communes }: Drawn) =>
  hashOf(communes.map(({ code }) => code).join(' ')).slice(0, 32);

const actOf = ({ member, survey }: SurveyMember) => ({ survey, by: member.account.id });

const audienceCrumb = ({ member, survey }: SurveyMember) => [
  { label: said.title, href: paths.audiences(member.mission.id, survey.id) },
];

function frameOf(
  request: FastifyRequest,
  found: SurveyMember,
  title: string,
  above: readonly { readonly label: string; readonly href: string }[] = [],
) {
  const { member, survey } = found;
  const invitations = {
    label: surveyMessages.invitations.title,
    href: paths.invitations(member.mission.id, survey.id),
  };
  return surveyFrame(request, found, { title, above: [invitations, ...above] });
}

const detailShape = z.object({
  columns: z.array(z.tuple([z.enum(PERSON_FIELDS), z.string()])).optional(),
  left: z.number().optional(),
  seed: z.string().optional(),
  mode: z.enum(DRAW_MODES).optional(),
});

function factsOf(row: Awaited<ReturnType<typeof listAudiences>>[number]) {
  const { facts } = said;
  const detail = detailShape.catch({}).parse(row.detail);
  const columns = detail.columns?.map(([field, name]) => said.column(said.fields[field], name));
  const pairs: [string, string | undefined][] = [
    [facts.people, formatNumber(row.people)],
    [facts.added, formatNumber(row.added)],
    [facts.source, said.sources[row.source]],
    [facts.at, formatDateTime(row.importedAt)],
    [facts.who, row.accountName ?? messages.events.platform],
    [facts.columns, columns?.join('\u202f; ')],
    [facts.left, detail.left ? formatNumber(detail.left) : undefined],
    [facts.mode, detail.mode && said.modes[detail.mode].label],
    [facts.seed, detail.mode === 'all' ? undefined : detail.seed],
  ];
  return pairs.flatMap(([label, value]) => (value === undefined ? [] : { label, value }));
}
