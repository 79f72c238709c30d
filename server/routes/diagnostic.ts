import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Edition } from '../../views/diagnostic/diagnostic.ts';
import type { DiagnosticPage } from '../../views/diagnostic/page.ts';
import { render } from '../../views/engine.ts';
import { diagnosticMessages as said } from '../../views/messages/diagnostic.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { readDiagnostic, readEditions } from '../documents/diagnostic/read.ts';
import { writeInWorker } from '../documents/write/writeInWorker.ts';
import { memberFrame } from '../frames.ts';
import type { Services } from '../services.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** What the address says of each edition: `?version=travail`. */
const EDITIONS: Readonly<Record<Edition, string>> = { validated: 'validee', working: 'travail' };

/** The diagnostic: a page that prints, and a Word document that says the same. */
export function diagnostic(app: FastifyInstance, services: Services): void {
  const { store, config } = services;

  app.get('/missions/:mission/diagnostic', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { counts, ...chosen } = await read(member, request);
    const frame = memberFrame(request, member, 'diagnostic', {
      title: messages.navigation.diagnostic,
    });
    return render(reply, 'diagnostic/show', frame, toPage(member, chosen.diagnostic, counts));
  });

  app.get('/missions/:mission/diagnostic.docx', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { diagnostic: found } = await read(member, request);
    return reply
      .header('content-type', DOCX)
      .header('content-disposition', `attachment; filename="${said.fileName(found.edition)}"`)
      .header('cache-control', 'private, no-store')
      .send(await writeInWorker(found));
  });

  async function read({ mission }: Member, request: FastifyRequest) {
    const { findings, counts, preferred } = await readEditions(store, mission.id);
    const edition = editionOf(request.query) ?? preferred;
    const options = { edition, baseUrl: config.baseUrl, findings };
    return { counts, diagnostic: await readDiagnostic(store, mission, options) };
  }
}

function editionOf(query: unknown): Edition | undefined {
  const { version } = query as { version?: unknown }; // any query string is an object
  return (['validated', 'working'] as const).find((edition) => EDITIONS[edition] === version);
}

function toPage(
  { mission }: Member,
  diagnostic: DiagnosticContent,
  counts: Readonly<Record<Edition, number>>,
): DiagnosticPage {
  const { edition, asOf } = diagnostic;
  const query = (of: Edition) => `?version=${EDITIONS[of]}`;
  return {
    ...diagnostic,
    words: said,
    editionLabel: said.editions[edition],
    editionHint: said.editionHints[edition],
    asOfLabel: asOf === null ? null : said.asOf(asOf),
    emptyLabel: said.empty[edition],
    editions: (['validated', 'working'] as const).map((of) => ({
      label: said.editions[of],
      href: paths.diagnostic(mission.id) + query(of),
      count: counts[of],
      isCurrent: of === edition,
    })),
    docxPath: paths.diagnosticDocx(mission.id) + query(edition),
    themes: diagnostic.themes.map((theme) => ({
      ...theme,
      findings: theme.findings.map((finding) => ({
        ...finding,
        statusLabel: finding.status,
        hasGrid: finding.grid.rows.length > 0,
        gridCaption: said.gridCaptionOf(finding.number),
      })),
    })),
  };
}

type DiagnosticContent = Awaited<ReturnType<typeof readDiagnostic>>;
