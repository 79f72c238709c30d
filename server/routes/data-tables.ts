import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CONCORDANCE_SORTS } from '../../analysis/steps/concordance.ts';
import { dataTableMessages as said } from '../../views/messages/data-tables.ts';
import { requireConsultant } from '../access.ts';
import { DATA_TABLES, type DataTableName } from '../data-tables.ts';
import { streamSpreadsheetCsv } from '../documents/write/spreadsheetCsv.ts';
import { notFound } from '../errors.ts';
import type { Services } from '../services.ts';
import { readShownRun } from '../shown-run.ts';

/** As the pages are asked (routes/explorations.ts), so that a table is the one behind its page. */
const tableQuery = z.object({
  theme: z.coerce.number().int().min(1).max(1000).catch(0),
  mesure: z.enum(['jaccard', 'count']).catch('jaccard'),
  mots: z.string().trim().max(100).catch(''),
  formes: z.enum(['lemma', 'form']).catch('lemma'),
  tri: z.enum(CONCORDANCE_SORTS).catch('source'),
});

/** What the pages of an analysis show, to take away: one address a table. */
export function dataTables(app: FastifyInstance, services: Services): void {
  // Sound: the keys are those of the record.
  for (const name of Object.keys(DATA_TABLES) as DataTableName[])
    app.get(`/missions/:mission/donnees/${name}.csv`, async (request, reply) => {
      const { mission } = await requireConsultant(services, request);
      const shown = await readShownRun(services.store, mission.id);
      if (!shown) throw notFound();
      const { theme, mesure, mots, formes, tri } = tableQuery.parse(request.query);
      const one = shown.themes.find(({ number }) => number === theme);
      const rows = DATA_TABLES[name]({
        services,
        missionId: mission.id,
        shown,
        themes: one ? [one] : shown.themes,
        theme: one?.number ?? null,
        measure: mesure,
        query: { words: mots, match: formes, sort: tri },
      });
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${said.files[name]}.csv"`)
        .send(streamSpreadsheetCsv(withHead(said.heads[name], rows)));
    });
}

async function* withHead<Row>(head: Row, rows: AsyncIterable<Row> | Iterable<Row>) {
  yield head;
  yield* rows;
}
