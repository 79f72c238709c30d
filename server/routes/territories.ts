import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashOf } from '../../db/ids.ts';
import type { Account } from '../../db/queries/accounts.ts';
import {
  findTerritoryImport,
  insertTerritoryImport,
  listTerritoryImports,
} from '../../db/queries/territory-imports.ts';
import { render } from '../../views/engine.ts';
import { formatNumber } from '../../views/format.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { territoryMessages as said } from '../../views/messages/territories.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { requireRole } from '../access.ts';
import { readUpload } from '../documents/import/readUpload.ts';
import { notFound } from '../errors.ts';
import { type Refusal, readForm, summaryOf, titleWith } from '../forms.ts';
import { accountFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';
import { readTerritoryList } from '../territory-lists.ts';
import { receiveFile, type Upload } from '../uploads.ts';

const listForm = z.object({
  programme: z.string().trim().max(40, said.programmeTooLong).default(''),
  source: z.string(said.source).trim().min(1, said.source).max(200),
  vintage: z.string(said.vintage).trim().min(1, said.vintage).max(40),
});

type Typed = Readonly<Record<string, string>>;

/** Lists of communes that others publish, for administrators: which commune is in which programme. */
export function territories(app: FastifyInstance, services: Services): void {
  const { store, config } = services;

  app.get(paths.territories(), async (request, reply) => {
    const account = await requireRole(services, request, 'administrator');
    return page(request, reply, account, { typed: {}, errors: {} });
  });

  app.post(paths.territories(), async (request, reply) => {
    const account = await requireRole(services, request, 'administrator');
    const upload = await receiveFile(request, config.UPLOAD_LIMIT_MB);
    if ('errors' in upload)
      return page(request, reply.code(422), account, { typed: {}, errors: upload.errors });
    const { fields: typed } = upload.values;
    const stored = await importList(account, upload.values);
    if ('errors' in stored)
      return page(request, reply.code(422), account, { typed, errors: stored.errors });
    setFlash(request, stored.sentence);
    return reply.redirect(paths.territoryImport(stored.id), 303);
  });

  app.get<{ Params: { id: string } }>('/territoires/:id', async (request, reply) => {
    const account = await requireRole(services, request, 'administrator');
    const found = await findTerritoryImport(store, request.params.id);
    if (!found) throw notFound();
    const { programme, source, vintage, fileName, report, importedAt } = found;
    const frame = accountFrame(request, account, {
      title: `${said.report}, ${programme}`,
      breadcrumb: [{ label: said.title, href: paths.territories() }],
    });
    const { facts } = said;
    return render(reply, 'territories/show', frame, {
      title: programme,
      importedAt,
      facts: [
        { label: facts.lines, value: formatNumber(report.lines) },
        { label: facts.known, value: formatNumber(report.known) },
        { label: facts.unknown, value: formatNumber(report.unknown) },
        { label: facts.twice, value: formatNumber(report.twice) },
        { label: facts.centralities, value: formatNumber(report.centralities) },
        { label: facts.source, value: source },
        { label: facts.vintage, value: vintage },
        { label: facts.file, value: fileName },
      ],
      unknownIntroduction: said.unknownIntroduction(report.unknown, report.unknownLines.length),
      unknown: report.unknownLines,
    });
  });

  async function importList({ id }: Account, { bytes, fileName, fields }: Upload) {
    const form = readForm(listForm, fields);
    if ('errors' in form) return form;
    const reading = await readUpload(bytes, fileName, config.UPLOAD_LIMIT_MB);
    if (reading.kind === 'failure') return { errors: { file: documentSentence(reading.problem) } };
    const list = readTerritoryList(reading, form.values.programme);
    if ('error' in list) return { errors: { file: list.error } };
    const { programme, communes } = list;
    const { source, vintage } = form.values;
    const stored = await insertTerritoryImport(store, {
      programme,
      communes,
      source,
      vintage,
      fileName,
      sha256: hashOf(bytes),
      importedBy: id,
    });
    if (!stored) return { errors: { file: said.nothingKnown } };
    return { id: stored.id, sentence: said.imported(programme, stored.report.known) };
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account,
    { typed, errors }: { readonly typed: Typed; readonly errors: Refusal['errors'] },
  ) {
    const imports = await listTerritoryImports(store);
    const frame = accountFrame(request, account, { title: titleWith(errors, said.title) });
    return render(reply, 'territories/index', frame, {
      imports: imports.map(({ id, report, accountName, ...row }) => ({
        ...row,
        href: paths.territoryImport(id),
        communes: report.known,
        unknown: report.unknown,
        who: accountName ?? messages.events.platform,
      })),
      limitMb: config.UPLOAD_LIMIT_MB,
      action: paths.territories(),
      typed,
      errors,
      summary: summaryOf(errors),
    });
  }
}
