import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashOf } from '../../db/ids.ts';
import {
  findDocument,
  findDocumentByHash,
  insertDocument,
  listDocuments,
  listEvidenceOfDocument,
  listWordsOfDocument,
  withdrawDocument,
} from '../../db/queries/documents.ts';
import { findStakeholder, type NewStakeholder } from '../../db/queries/stakeholders.ts';
import { findTerritory, listTerritories } from '../../db/queries/territories.ts';
import { DOCUMENT_KINDS } from '../../db/schema/sources.ts';
import { render } from '../../views/engine.ts';
import { formatDate, formatPlural } from '../../views/format.ts';
import { documentPages as said } from '../../views/messages/document-pages.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireMember } from '../access.ts';
import { proposedChoices, understand } from '../documents/import/choices.ts';
import { detailsForm, readChoices } from '../documents/import/details.ts';
import { keepOriginal } from '../documents/import/originals.ts';
import { dropPending, findPending, keepPending } from '../documents/import/pending.ts';
import { type Piece, piecesOf } from '../documents/import/pieces.ts';
import { territoryCodeOf } from '../documents/import/place.ts';
import { readUpload } from '../documents/import/readUpload.ts';
import { consentOptions, kindLinks, previewBody } from '../documents/pages/preview.ts';
import { contributionsOf, dayOf, factsOf, type Target } from '../documents/pages/show.ts';
import { ReadError } from '../documents/read/problem.ts';
import { writtenDay } from '../documents/understand/dates.ts';
import { HttpError, notFound, wantsJson } from '../errors.ts';
import { type Refusal, readForm, summaryOf, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';
import { readStakeholder, stakeholderFields } from '../stakeholder-form.ts';
import { receiveFile } from '../uploads.ts';

type One = { Params: { mission: string; document: string } };
type OnePending = { Params: { mission: string; pending: string }; Querystring: { kind?: unknown } };

/** Files that others wrote: sent, previewed, imported, read in place, withdrawn. */
export function documents(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/documents';

  app.get(index, async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission } = member;
    const rows = await listDocuments(store, mission.id);
    const codes = rows.flatMap(({ document }) => document.territoryCode ?? []);
    const places = new Map(
      (await listTerritories(store, codes)).map(({ code, name }) => [code, name]),
    );
    const frame = memberFrame(request, member, 'documents', {
      title: messages.navigation.documents,
    });
    return render(reply, 'documents/index', frame, {
      documents: rows.map(({ document, stakeholder, withdrawal, contributions }) => ({
        title: document.title,
        href: paths.document(mission.id, document.id),
        kind: said.kinds[document.kind],
        speaker: stakeholder && `${stakeholder.function}, ${stakeholder.organisation}`,
        territory: places.get(document.territoryCode ?? '') ?? null,
        dated: document.dated === null ? null : dayOf(document.dated),
        importedAt: document.importedAt,
        contributions,
        isWithdrawn: withdrawal !== null,
      })),
      newPath: paths.newDocument(mission.id),
    });
  });

  app.get(`${index}/nouveau`, async (request, reply) => {
    const member = await requireMember(services, request);
    return uploadPage(request, reply, member, {});
  });

  app.post(`${index}/lectures`, async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission, account } = member;
    const upload = await receiveFile(request, config.UPLOAD_LIMIT_MB);
    if ('errors' in upload) return refuseUpload(request, reply, member, upload);
    const { bytes, fileName } = upload.values;
    const known = await findDocumentByHash(store, mission.id, hashOf(bytes));
    if (known) {
      setFlash(request, said.duplicate(formatDate(known.importedAt)), 'warning');
      return goTo(request, reply, paths.document(mission.id, known.id));
    }
    const reading = await readUpload(bytes, fileName, config.UPLOAD_LIMIT_MB);
    if (reading.kind === 'failure') {
      const errors = { file: documentSentence(reading.problem) };
      return refuseUpload(request, reply, member, { errors });
    }
    const owner = { missionId: mission.id, accountId: account.id, fileName };
    const pending = await orFull(keepPending(config.originalsPath, owner, bytes));
    return goTo(request, reply, paths.pendingDocument(mission.id, pending.id));
  });

  app.get<OnePending>(`${index}/lectures/:pending`, async (request, reply) => {
    const member = await requireMember(services, request);
    const sent = await readPending(member, request.params.pending);
    const kind = DOCUMENT_KINDS.find((known) => known === request.query.kind);
    return previewPage(request, reply, member, sent, { ...(kind && { kind }) }, {});
  });

  app.post(index, async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission, account } = member;
    const typed = typedValues(request.body);
    const already = await findDocument(store, mission.id, typed.pending ?? '');
    if (already) return reply.redirect(paths.document(mission.id, already.document.id), 303);
    const sent = await readPending(member, typed.pending ?? '');
    const details = readForm(detailsForm, request.body);
    const territory = await readTerritory(mission.id, typed.territory ?? '');
    const kind = 'values' in details ? details.values.kind : sent.understanding.likelyKind;
    const choices = readChoices(sent.reading, sent.understanding, kind, request.body);
    const pieces = cut(sent, choices);
    const stakeholder = await readSpeaker(mission.id, kind, request.body);
    const errors = {
      ...('errors' in details && details.errors),
      ...(pieces.length === 0 && { pieces: said.nothingKept[kind] }),
      ...('errors' in stakeholder && stakeholder.errors),
      ...('errors' in territory && territory.errors),
    };
    if (
      'errors' in details ||
      'errors' in stakeholder ||
      'errors' in territory ||
      pieces.length === 0
    )
      return previewPage(request, reply.code(422), member, sent, typed, errors);
    const { file, bytes, reading } = sent;
    await orFull(keepOriginal(config.originalsPath, file.sha256, bytes));
    const stored = await insertDocument(store, {
      ...details.values,
      id: file.id,
      missionId: mission.id,
      fileName: file.fileName,
      format: reading.format,
      sha256: file.sha256,
      size: bytes.length,
      stakeholder: stakeholder.values,
      territoryCode: territory.values ?? (await placeOf(mission.id, stakeholder.values)),
      importedBy: account.id,
      pieces,
    });
    await dropPending(config.originalsPath, file.id);
    if ('duplicateOf' in stored) {
      const known = await documentOf(mission.id, stored.duplicateOf);
      setFlash(request, said.duplicate(formatDate(known.document.importedAt)), 'warning');
      return reply.redirect(paths.document(mission.id, stored.duplicateOf), 303);
    }
    setFlash(request, said.created(formatPlural(pieces.length, 'contribution', 'contributions')));
    return reply.redirect(paths.document(mission.id, stored.id), 303);
  });

  app.get<One>(`${index}/:document`, async (request, reply) => {
    const member = await requireMember(services, request);
    return documentPage(request, reply, member, request.params.document, {});
  });

  app.get<One>(`${index}/:document/original`, async (request, reply) => {
    const member = await requireMember(services, request);
    const { document } = await documentOf(member.mission.id, request.params.document);
    const path = join(config.originalsPath, document.sha256);
    const found = await stat(path).catch(() => null);
    if (!found) throw notFound();
    return reply
      .header('content-type', 'application/octet-stream')
      .header('content-length', found.size)
      .header('content-disposition', attachment(document.fileName))
      .header('cache-control', 'private, no-store')
      .send(createReadStream(path));
  });

  app.post<One>(`${index}/:document/retrait`, async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission, account } = member;
    const { document } = await documentOf(mission.id, request.params.document);
    const form = readForm(withdrawalForm, request.body);
    if ('errors' in form)
      return documentPage(request, reply.code(422), member, document.id, form.errors);
    const isWithdrawn = await withdrawDocument(store, {
      documentId: document.id,
      missionId: mission.id,
      withdrawnBy: account.id,
      reason: form.values.reason,
    });
    if (!isWithdrawn)
      return documentPage(request, reply.code(409), member, document.id, {
        reason: said.evidenceRests,
      });
    setFlash(request, said.withdrawn);
    return reply.redirect(paths.documents(mission.id), 303);
  });

  async function documentOf(missionId: string, id: string) {
    const found = await findDocument(store, missionId, id);
    if (!found) throw notFound();
    return found;
  }

  async function readPending({ mission, account }: Member, id: string) {
    const owner = { id, missionId: mission.id, accountId: account.id };
    const found = await findPending(config.originalsPath, owner);
    if (!found) throw new HttpError(404, said.previewGone);
    const reading = await readUpload(found.bytes, found.file.fileName, config.UPLOAD_LIMIT_MB);
    // It was read once already: only another version of the reader could refuse it now.
    if (reading.kind === 'failure') throw new HttpError(422, documentSentence(reading.problem));
    return { ...found, reading, understanding: understand(reading) };
  }

  type Sent = Awaited<ReturnType<typeof readPending>>;

  function cut(
    { reading, understanding }: Sent,
    choices: ReturnType<typeof readChoices>,
  ): readonly Piece[] {
    try {
      return piecesOf(reading, understanding, choices);
    } catch (error) {
      // A table where no column holds sentences has nothing to give until one is chosen.
      if (error instanceof ReadError) return [];
      throw error;
    }
  }

  /** A report or a table may have no one speaker; a return and an interview always have one. */
  async function readSpeaker(missionId: string, kind: string, body: unknown) {
    const { stakeholder = '' } = typedValues(body);
    if (kind === 'other' && stakeholder === '') return { values: null };
    return readStakeholder(store, missionId, body);
  }

  async function readTerritory(missionId: string, code: string) {
    if (code === '') return { values: null };
    const found = await findTerritory(store, missionId, code);
    return found ? { values: found.code } : { errors: { territory: said.territory } };
  }

  /** The closest territory that the speaker speaks from. */
  async function placeOf(missionId: string, speaker: string | NewStakeholder | null) {
    const person =
      typeof speaker === 'string' ? await findStakeholder(store, missionId, speaker) : speaker;
    return person ? territoryCodeOf(person) : null;
  }

  function refuseUpload(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    { errors }: Refusal,
  ) {
    const status = errors.file === said.tooLarge(config.UPLOAD_LIMIT_MB) ? 413 : 422;
    if (wantsJson(request)) return reply.code(status).send({ message: errors.file });
    return uploadPage(request, reply.code(status), member, errors);
  }

  function uploadPage(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    errors: Refusal['errors'],
  ) {
    const { mission } = member;
    const frame = memberFrame(request, member, 'documents', {
      title: `${errors.file ? said.errorPrefix : ''}${said.new}`,
      breadcrumb: [{ label: messages.navigation.documents, href: paths.documents(mission.id) }],
      scripts: ['upload'],
    });
    return render(reply, 'documents/new', frame, {
      action: paths.pendingDocuments(mission.id),
      typed: {},
      errors,
      summary: summaryOf(errors),
      limitMb: config.UPLOAD_LIMIT_MB,
    });
  }

  async function previewPage(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    sent: Sent,
    typed: Readonly<Record<string, string>>,
    errors: Refusal['errors'],
  ) {
    const { mission } = member;
    const { file, reading, understanding } = sent;
    const kind = DOCUMENT_KINDS.find((known) => known === typed.kind) ?? understanding.likelyKind;
    const isFirstLook = typed.pending === undefined;
    const choices = isFirstLook
      ? proposedChoices(reading, understanding, kind)
      : readChoices(reading, understanding, kind, request.body);
    const filled = isFirstLook ? { ...firstValues(sent, kind), ...typed } : typed;
    const fields = await stakeholderFields(store, mission.id, filled);
    const frame = memberFrame(request, member, 'documents', {
      title: `${isFirstLook ? '' : said.errorPrefix}${said.preview}`,
      breadcrumb: [{ label: messages.navigation.documents, href: paths.documents(mission.id) }],
      scripts: ['stakeholder-fields'],
    });
    return render(reply, 'documents/preview', frame, {
      ...previewBody(reading, understanding, choices, cut(sent, choices)),
      action: paths.documents(mission.id),
      typed: filled,
      errors,
      summary: summaryOf(errors),
      fileName: file.fileName,
      pending: file.id,
      kind,
      kindHint: said.kindHints[kind],
      kinds: kindLinks(
        kind,
        (other) => `${paths.pendingDocument(mission.id, file.id)}?kind=${other}`,
      ),
      stakeholder: fields,
      isSpeakerOptional: kind === 'other',
      consents: consentOptions(filled.consent),
      territories: fields.places.map((place) => ({
        ...place,
        isSelected: place.value === filled.territory,
      })),
    });
  }

  function firstValues({ reading }: Sent, kind: string): Record<string, string> {
    return {
      title: reading.title,
      dated: (reading.kind === 'document' && writtenDay(reading.text)) || '',
      // A prefect's letter is quoted by function; what a person interviewed allows, only they can say.
      ...(kind === 'return' && { consent: 'by-function' }),
    };
  }

  async function documentPage(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    id: string,
    errors: Refusal['errors'],
  ) {
    const { mission } = member;
    const found = await documentOf(mission.id, id);
    const { document, withdrawal } = found;
    // Findings are the consultants': not even their titles are for the others.
    const evidence = member.role === 'consultant' ? await listEvidenceOfDocument(store, id) : [];
    const [territory] = await listTerritories(store, [document.territoryCode ?? '']);
    const frame = memberFrame(request, member, 'documents', {
      title: `${errors.reason ? said.errorPrefix : ''}${document.title}`,
      breadcrumb: [{ label: messages.navigation.documents, href: paths.documents(mission.id) }],
    });
    const words = await listWordsOfDocument(store, id);
    return render(reply, 'documents/show', frame, {
      action: paths.documentWithdrawal(mission.id, id),
      typed: typedValues(request.body),
      errors,
      summary: summaryOf(errors),
      title: document.title,
      kicker: said.kinds[document.kind],
      facts: factsOf(found, territory?.name ?? null),
      originalPath: paths.documentOriginal(mission.id, id),
      withdrawal: withdrawal && { at: withdrawal.at, reason: withdrawal.reason },
      contributions: contributionsOf(mission.id, words, evidence, readTarget(request.query)),
      evidence: evidence.map(({ role, findingId, findingTitle }) => ({
        role: said.evidenceRole[role],
        title: findingTitle,
        href: paths.finding(mission.id, findingId),
      })),
    });
  }
}

const withdrawalForm = z.object({
  reason: z.string(said.reason).trim().min(1, said.reason).max(500, said.reasonTooLong),
});

const targetQuery = z.object({
  contribution: z.string(),
  de: z.coerce.number().int().min(0),
  a: z.coerce.number().int().min(1),
});

/** `?contribution=…&de=…&a=…`: a segment to show in place; anything else shows the document as it is. */
function readTarget(query: unknown): Target | null {
  const parsed = targetQuery.safeParse(query);
  if (!parsed.success) return null;
  const { contribution: contributionId, de: start, a: end } = parsed.data;
  return { contributionId, start, end };
}

/** A browser follows the redirection; the script that sends the file follows the address itself. */
function goTo(request: FastifyRequest, reply: FastifyReply, path: string) {
  return wantsJson(request) ? reply.code(201).send({ location: path }) : reply.redirect(path, 303);
}

/** A full disk keeps nothing and says so; nothing was written to the store yet. */
async function orFull<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new HttpError(507);
    throw error;
  }
}

/** RFC 6266: the name as it is for browsers of today, in plain letters for the others. */
function attachment(fileName: string): string {
  const plain = fileName.normalize('NFD').replaceAll(/[^\x20-\x7e]|["\\%;]/gu, '');
  return `attachment; filename="${plain || 'document'}"; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll(/['()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}
