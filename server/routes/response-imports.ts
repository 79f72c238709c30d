import { setImmediate as otherRequests } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hashOf } from '../../db/ids.ts';
import {
  findResponseImport,
  findSameImport,
  insertResponseImport,
  listResponseImports,
  undoResponseImport,
} from '../../db/queries/response-imports.ts';
import { findQuestionnaire, publishSurvey } from '../../db/queries/surveys.ts';
import { CONSENTS } from '../../db/schema/sources.ts';
import { openAnswersOf, respondentOf } from '../../surveys/respondent.ts';
import { render } from '../../views/engine.ts';
import { formatDate } from '../../views/format.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import {
  importSentence,
  responseImportMessages as said,
} from '../../views/messages/response-imports.ts';
import { paths } from '../../views/paths.ts';
import type { ResponseImportPreviewPage } from '../../views/response-imports/page.ts';
import { questionnaireOf } from '../answering.ts';
import { keepOriginal } from '../documents/import/originals.ts';
import { dropPending, findPending, keepPending } from '../documents/import/pending.ts';
import { readUpload } from '../documents/import/readUpload.ts';
import { stemOf } from '../documents/read/reading.ts';
import { conflict, HttpError, notFound, wantsJson } from '../errors.ts';
import { setFlash } from '../frames.ts';
import { readCodebook, withCodebook } from '../response-imports/codebook.ts';
import type { Conversion } from '../response-imports/convert.ts';
import { columnField, readMapping, TO_CHOOSE, valueField } from '../response-imports/form.ts';
import { type Gathered, gather, MOST_RESPONSES } from '../response-imports/gathered.ts';
import { guessQuestionnaire } from '../response-imports/guess.ts';
import {
  AS_WORDS,
  IGNORED,
  type Mapping,
  MOST_VALUES,
  proposeMapping,
  SENT_AT,
  valuesOf,
} from '../response-imports/mapping.ts';
import { recognise } from '../response-imports/platforms.ts';
import { readGathered } from '../response-imports/read.ts';
import { type Target, targetsOf } from '../response-imports/targets.ts';
import type { Services } from '../services.ts';
import {
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';
import { receiveFile } from '../uploads.ts';

type OnePending = {
  Params: { mission: string; survey: string; pending: string };
  Querystring: { dictionnaire?: unknown };
};
type One = { Params: { mission: string; survey: string; import: string } };

const PROBLEMS_SHOWN = 50;
const EXAMPLES = 3;
const MOST_EXAMPLE = 60;
const RESPONSES_A_TURN = 50;

/** Responses that another tool gathered: sent, matched with the questions, brought in whole, taken out whole. */
export function responseImports(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/enquetes/:survey/imports';

  app.get(index, async (request, reply) => {
    const found = await requireImportable(request);
    return indexPage(request, reply, found, null);
  });

  app.post(`${index}/lectures`, async (request, reply) => {
    const found = await requireImportable(request);
    const { member, survey } = found;
    const upload = await receiveFile(request, config.UPLOAD_LIMIT_MB);
    if ('errors' in upload)
      return refuse(request, reply, found, upload.errors.file ?? said.notATable);
    const { bytes, fileName } = upload.values;
    const same = await findSameImport(store, survey.id, hashOf(bytes));
    if (same) return refuse(request, reply, found, said.duplicateFile(formatDate(same.startedAt)));
    const read = await readTable(bytes, fileName);
    if (typeof read === 'string') return refuse(request, reply, found, read);
    const owner = { missionId: member.mission.id, accountId: member.account.id, fileName };
    const pending = await orFull(keepPending(config.originalsPath, owner, bytes));
    const path = paths.pendingResponseImport(member.mission.id, survey.id, pending.id);
    return wantsJson(request)
      ? reply.code(201).send({ location: path })
      : reply.redirect(path, 303);
  });

  app.get<OnePending>(`${index}/lectures/:pending`, async (request, reply) => {
    const wizard = await openWizard(request);
    return previewPage(request, reply, wizard, wizard.proposed, []);
  });

  app.post<OnePending>(`${index}/lectures/:pending`, async (request, reply) => {
    const wizard = await openWizard(request);
    const { found, gathered, definition, questionnaireId, proposed, file, bytes } = wizard;
    const { member, survey } = found;
    const mapping = readMapping(request.body, gathered, wizard.targets, proposed);
    const body: Record<string, unknown> = Object(request.body);
    const faults = faultsOf(mapping, wizard.targets);
    if (body.act !== 'importer' || faults.length > 0)
      return previewPage(
        request,
        reply.code(faults.length > 0 ? 422 : 200),
        wizard,
        mapping,
        faults,
      );
    const conversion = await convertAll(wizard, mapping);
    const isBlocked = conversion.problemCount > 0 && body.leaveBlank !== 'oui';
    if (isBlocked || conversion.responses.length === 0) {
      const fault = isBlocked ? said.blocked(conversion.problemCount) : said.noRows;
      return previewPage(request, reply.code(422), wizard, mapping, [fault], conversion);
    }
    const consent = CONSENTS.find((each) => each === body.consent) ?? 'internal';
    const now = Date.now();
    const responses = [];
    for (const [number, { line, answers, sentAt }] of conversion.responses.entries()) {
      if (number % RESPONSES_A_TURN === 0) await otherRequests();
      const respondent = respondentOf(definition, answers);
      const isSaid =
        definition.respondent !== undefined && definition.respondent.quotation in answers;
      responses.push({
        line,
        answers,
        // Without a date, in the order of the file.
        sentAt: sentAt ?? now - conversion.responses.length + number,
        respondent: isSaid ? respondent : { ...respondent, consent },
        openAnswers: openAnswersOf(definition, answers),
      });
    }
    await orFull(keepOriginal(config.originalsPath, file.sha256, bytes));
    await insertResponseImport(store, {
      id: file.id,
      survey,
      questionnaireId,
      platform: wizard.recognised.platform,
      fileName: file.fileName,
      sha256: file.sha256,
      size: bytes.length,
      consent,
      mapping: gathered.columns.map(({ name }, place) => ({ column: name, ...mapping[place] })),
      importedBy: member.account.id,
      responses,
    });
    await dropPending(config.originalsPath, file.id);
    setFlash(request, said.done(responses.length));
    return reply.redirect(paths.responseImports(member.mission.id, survey.id), 303);
  });

  app.post<OnePending>(`${index}/lectures/:pending/dictionnaire`, async (request, reply) => {
    const wizard = await openWizard(request);
    const { member, survey } = wizard.found;
    const upload = await receiveFile(request, config.UPLOAD_LIMIT_MB);
    if ('errors' in upload)
      return previewPage(request, reply.code(422), wizard, wizard.proposed, [
        upload.errors.file ?? said.notACodebook,
      ]);
    const { bytes, fileName } = upload.values;
    if (!(await readCodebook(bytes, fileName, config.UPLOAD_LIMIT_MB)))
      return previewPage(request, reply.code(422), wizard, wizard.proposed, [said.notACodebook]);
    const owner = { missionId: member.mission.id, accountId: member.account.id, fileName };
    const kept = await orFull(keepPending(config.originalsPath, owner, bytes));
    const path = paths.pendingResponseImport(member.mission.id, survey.id, wizard.file.id, kept.id);
    return reply.redirect(path, 303);
  });

  app.post<OnePending>(`${index}/lectures/:pending/enquete`, async (request, reply) => {
    const { found, gathered, recognised, file, codebook } = await openWizard(request);
    const { member } = found;
    const definition = guessQuestionnaire(gathered, recognised, stemOf(file.fileName));
    if (!definition) throw new HttpError(422, said.nothingMapped);
    const id = await publishSurvey(store, {
      missionId: member.mission.id,
      definition,
      isOpen: false,
      publishedBy: member.account.id,
    });
    setFlash(request, said.createdSurvey(definition.title));
    return reply.redirect(
      paths.pendingResponseImport(member.mission.id, id, file.id, codebook?.id),
      303,
    );
  });

  app.post<One>(`${index}/:import/annulation`, async (request, reply) => {
    const { member, survey } = await requireSurveyMember(services, request);
    const imported = await findResponseImport(store, survey.id, request.params.import);
    if (!imported) throw notFound();
    const isUndone = await undoResponseImport(store, {
      survey,
      id: imported.id,
      by: member.account.id,
    });
    if (isUndone) setFlash(request, said.undone(imported.responses));
    else setFlash(request, said.alreadyUndone, 'warning');
    return reply.redirect(paths.responseImports(member.mission.id, survey.id), 303);
  });

  /** @throws 409 for an anonymous survey: a line and a date of a file would tell its answers apart. */
  async function requireImportable(request: FastifyRequest): Promise<SurveyMember> {
    const found = await requireSurveyMember(services, request);
    if (found.survey.isAnonymous) throw conflict(said.anonymous);
    return found;
  }

  /** A table of responses, or why it is none, in French. */
  async function readTable(bytes: Uint8Array, fileName: string): Promise<Gathered | string> {
    const reading = await readUpload(bytes, fileName, config.UPLOAD_LIMIT_MB);
    if (reading.kind === 'failure') return documentSentence(reading.problem);
    if (reading.kind !== 'table') return said.notATable;
    const [problem] = reading.problems;
    if (problem) return documentSentence(problem);
    const gathered = gather(reading);
    if (gathered.rows.length === 0) return said.noRows;
    const isTooLong = gathered.rows.length > MOST_RESPONSES;
    return isTooLong ? said.tooMany(gathered.rows.length, MOST_RESPONSES) : gathered;
  }

  /** @throws 404 for a file that someone else sent, or that is gone. */
  async function openWizard(request: FastifyRequest<OnePending>) {
    const found = await requireImportable(request);
    const { member, survey } = found;
    const owner = { missionId: member.mission.id, accountId: member.account.id };
    const pending = await findPending(config.originalsPath, {
      ...owner,
      id: request.params.pending,
    });
    const row = pending && (await findQuestionnaire(store, survey.id));
    if (!pending || !row) throw notFound();
    const table = await readTable(pending.bytes, pending.file.fileName);
    if (typeof table === 'string') throw new HttpError(422, table);
    const codebook = await findCodebook(owner, request.query.dictionnaire);
    const gathered = codebook ? withCodebook(table, codebook.book) : table;
    const definition = questionnaireOf(row);
    const recognised = recognise(gathered);
    const targets = new Map(targetsOf(definition).map((target) => [target.name, target]));
    const proposed = proposeMapping(gathered, recognised, definition);
    return {
      found,
      ...pending,
      gathered,
      recognised,
      definition,
      questionnaireId: row.id,
      targets,
      proposed,
      codebook,
    };
  }

  /** The codebook that this person sent beside the file, named in the address. */
  async function findCodebook(
    owner: { readonly missionId: string; readonly accountId: string },
    id: unknown,
  ) {
    if (typeof id !== 'string') return undefined;
    const pending = await findPending(config.originalsPath, { ...owner, id });
    if (!pending) return undefined;
    const { fileName } = pending.file;
    const book = await readCodebook(pending.bytes, fileName, config.UPLOAD_LIMIT_MB);
    return book && { id, fileName, book };
  }

  type Wizard = Awaited<ReturnType<typeof openWizard>>;

  function convertAll({ found, gathered, recognised, definition }: Wizard, mapping: Mapping) {
    const { isSentOnlyWhenDated } = recognised;
    return readGathered(store, found.member.mission.id, gathered, mapping, definition, {
      isSentOnlyWhenDated,
    });
  }

  async function indexPage(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    error: string | null,
  ) {
    const { member, survey } = found;
    const rows = await listResponseImports(store, survey.id);
    const frame = surveyFrame(request, found, { title: said.title, scripts: ['upload'] });
    return render(reply, 'response-imports/index', frame, {
      survey: survey.title,
      tabs: surveyTabs(found, 'responses'),
      action: paths.pendingResponseImports(member.mission.id, survey.id),
      limitMb: config.UPLOAD_LIMIT_MB,
      most: MOST_RESPONSES,
      error,
      summary: error === null ? [] : [{ href: '#file', message: error }],
      imports: rows.map(({ imported, by }) => ({
        fileName: imported.fileName,
        platform: said.platforms[imported.platform as keyof typeof said.platforms] ?? '',
        responses: imported.responses,
        importedAt: imported.startedAt,
        by: by ?? '',
        undoneAt: imported.undoneAt,
        undoPath: paths.responseImportUndoing(member.mission.id, survey.id, imported.id),
      })),
    });
  }

  function refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    error: string,
  ) {
    reply.code(422);
    return wantsJson(request)
      ? reply.send({ error: 422, message: error })
      : indexPage(request, reply, found, error);
  }

  async function previewPage(
    request: FastifyRequest,
    reply: FastifyReply,
    wizard: Wizard,
    mapping: Mapping,
    faults: readonly string[],
    known?: Conversion,
  ) {
    const { found, file, gathered, recognised, targets, codebook } = wizard;
    const { member, survey } = found;
    const conversion = known ?? (await convertAll(wizard, mapping));
    const frame = surveyFrame(request, found, {
      title: said.preview,
      above: [{ label: said.title, href: paths.responseImports(member.mission.id, survey.id) }],
    });
    const body: Record<string, unknown> = Object(request.body);
    const options = [...targets.values()].map(({ name, label }) => ({ value: name, label }));
    const page: ResponseImportPreviewPage = {
      survey: survey.title,
      fileName: file.fileName,
      platform: said.platforms[recognised.platform],
      rows: gathered.rows.length,
      action: paths.pendingResponseImport(member.mission.id, survey.id, file.id, codebook?.id),
      newSurveyAction: paths.responseImportSurvey(
        member.mission.id,
        survey.id,
        file.id,
        codebook?.id,
      ),
      codebookAction: paths.responseImportCodebook(member.mission.id, survey.id, file.id),
      codebook: codebook?.fileName ?? null,
      summary: faults.map((message) => ({ href: '#rapport', message })),
      findings: findingsOf(conversion, mapping, targets),
      isReady: conversion.problemCount === 0,
      problems: conversion.problems.slice(0, PROBLEMS_SHOWN).map(importSentence),
      moreProblems: Math.max(0, conversion.problemCount - PROBLEMS_SHOWN),
      columns: gathered.columns
        .filter(({ index }) => !recognised.facts.has(index) || mapping[index]?.target !== IGNORED)
        .map(({ index, name, said: meant }) => {
          const { target = IGNORED, values = {} } = mapping[index] ?? {};
          const own = targets.get(target);
          const found = own ? valuesOf(gathered, index, own) : [];
          return {
            id: columnField(index),
            name,
            meaning: meant ? [meant.question, meant.part ?? []].flat().join(' – ') : null,
            examples: examplesOf(gathered, index),
            isMapped: target !== IGNORED,
            targets: [
              { value: IGNORED, label: said.ignored },
              { value: SENT_AT, label: said.sentAt },
              ...options,
            ].map((option) => ({ ...option, isSelected: option.value === target })),
            values: found.slice(0, MOST_VALUES).map((value, place) => ({
              id: valueField(index, place),
              value,
              choices: choicesOf(own, Object.hasOwn(values, value) ? values[value] : TO_CHOOSE),
            })),
            moreValues: Math.max(0, found.length - MOST_VALUES),
          };
        }),
      facts: gathered.columns
        .filter(({ index }) => recognised.facts.has(index) && mapping[index]?.target === IGNORED)
        .map(({ name }) => name)
        .join(', '),
      consents: (['internal', 'by-function'] as const).map((value) => ({
        value,
        ...said.consents[value],
        isSelected: value === (body.consent === 'by-function' ? 'by-function' : 'internal'),
      })),
    };
    return render(reply, 'response-imports/preview', frame, page);
  }
}

/** What keeps the mapping itself from being used. */
function faultsOf(mapping: Mapping, targets: ReadonlyMap<string, Target>): string[] {
  const used = mapping.map(({ target }) => target).filter((target) => target !== IGNORED);
  const twice = [...new Set(used.filter((target, place) => used.indexOf(target) < place))];
  const isEmpty = !used.some((target) => targets.has(target));
  return [
    ...(isEmpty ? [said.nothingMapped] : []),
    ...twice.map((target) => said.twice(targets.get(target)?.label ?? said.sentAt)),
  ];
}

function findingsOf(
  { responses, problemCount, unfinished, blank }: Conversion,
  mapping: Mapping,
  targets: ReadonlyMap<string, Target>,
): string[] {
  const isEmpty = !mapping.some(({ target }) => targets.has(target));
  return [
    ...(isEmpty ? [said.nothingMapped] : [said.ready(responses.length)]),
    ...(problemCount > 0 ? [said.blocked(problemCount)] : []),
    ...(unfinished > 0 ? [said.unfinished(unfinished)] : []),
    ...(blank > 0 && !isEmpty ? [said.blank(blank)] : []),
  ];
}

function choicesOf(target: Target | undefined, chosen: string | undefined) {
  const choices = target?.choices ?? [];
  return [
    { value: TO_CHOOSE, label: said.toChoose },
    ...choices.map(({ value, label }) => ({ value: String(value), label })),
    ...(target?.open ? [{ value: AS_WORDS, label: said.asWords }] : []),
    { value: '', label: said.noChoice },
  ].map((option) => ({ ...option, isSelected: option.value === chosen }));
}

function examplesOf({ rows }: Gathered, index: number): string {
  const found = new Set<string>();
  for (const { cells } of rows) {
    const cell = (cells[index] ?? '').trim();
    if (cell !== '')
      found.add(
        cell.length > MOST_EXAMPLE ? `${cell.slice(0, MOST_EXAMPLE).toWellFormed()}…` : cell,
      );
    if (found.size === EXAMPLES) break;
  }
  return [...found].map((value) => `« ${value} »`).join(', ');
}

/** A full disk keeps nothing and says so. */
async function orFull<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new HttpError(507);
    throw error;
  }
}
