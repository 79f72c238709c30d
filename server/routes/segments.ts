import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findRun, readRunReport } from '../../db/queries/runs.ts';
import { listSegments, listSegmentsOfTheme, type SegmentRow } from '../../db/queries/segments.ts';
import { type DescribedTheme, findTheme } from '../../db/queries/themes.ts';
import { FAMILIES } from '../../db/schema/contributions.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { render } from '../../views/engine.ts';
import { analysisMessages as said } from '../../views/messages/analysis.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { segmentItem } from '../../views/segments/item.ts';
import { isMentioned } from '../../views/segments/mentions.ts';
import { requireConsultant } from '../access.ts';
import { notFound } from '../errors.ts';
import { memberFrame } from '../frames.ts';
import { pageNumber, pageOf } from '../paging.ts';
import { regionNames } from '../places.ts';
import type { Services } from '../services.ts';

const filterQuery = z.object({
  region: z.string().max(10).catch(''),
  categorie: z.enum(STAKEHOLDER_CATEGORIES).optional().catch(undefined),
  famille: z.enum(FAMILIES).optional().catch(undefined),
  forme: z.string().trim().max(100).catch(''),
  page: pageNumber(),
});

type Filter = z.output<typeof filterQuery>;

/** The segments behind every figure of the analysis. */
export function segments(app: FastifyInstance, services: Services): void {
  const { store } = services;
  type OfTheme = { Params: { mission: string; theme: string } };
  type OfRun = { Params: { mission: string; run: string } };

  app.get<OfTheme>('/missions/:mission/themes/:theme/segments', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const theme = await findTheme(store, mission.id, request.params.theme);
    if (!theme) throw notFound();
    const filter = filterQuery.parse(request.query);
    const names = await regionNames(store);
    const { region, categorie, famille, forme } = filter;
    const rows = await listSegmentsOfTheme(store, theme.id, {
      ...(region && { regionCode: region }),
      ...(categorie && { category: categorie }),
      ...(famille && { family: famille }),
    });
    const listed = forme ? rows.filter((row) => isMentioned(wordsOf(row), forme)) : rows;
    const shown = pageOf(listed, filter.page, (page) =>
      paths.themeSegments(mission.id, theme.id, queryOf({ ...filter, page })),
    );
    const title = said.segmentsTitle(theme.name);
    const frame = memberFrame(request, member, 'themes', {
      title,
      breadcrumb: [
        { label: messages.navigation.themes, href: paths.themes(mission.id) },
        { label: theme.name, href: paths.theme(mission.id, theme.id) },
      ],
    });
    return render(reply, 'segments/index', frame, {
      ...shown,
      kicker: said.theme(theme.number),
      title,
      lead: said.segmentsLead(listed.length, speakersIn(listed)),
      note: forme ? mentionNote(theme, forme, listed.length) : null,
      filters: {
        action: paths.themeSegments(mission.id, theme.id),
        regions: optionsOf(
          mission.regions.map((value) => [value, names.get(value) ?? value]),
          region,
        ),
        categories: optionsOf(Object.entries(messages.categories), categorie),
        families: optionsOf(Object.entries(messages.families), famille),
        form: forme,
        allHref:
          region || categorie || famille || forme
            ? paths.themeSegments(mission.id, theme.id)
            : null,
      },
      segments: shown.rows.map((row) =>
        segmentItem(row, { missionId: mission.id, regionNames: names }, forme),
      ),
      data: paths.dataTable(mission.id, 'segments', { theme: String(theme.number) }),
    });
  });

  app.get<OfRun>('/missions/:mission/analyses/:run/hors-themes', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const run = await findRun(store, mission.id, request.params.run);
    const report = run && (await readRunReport(store, run.id));
    if (!run || !report) throw notFound();
    const { page } = z.object({ page: pageNumber() }).parse(request.query);
    const { units } = report.leftOut;
    const shown = pageOf(units, page, (other) =>
      paths.leftOutSegments(mission.id, run.id, { page: String(other) }),
    );
    const rows = await listSegments(store, mission.id, shown.rows);
    const names = await regionNames(store);
    const frame = memberFrame(request, member, 'themes', {
      title: said.leftOutTitle,
      breadcrumb: [{ label: messages.navigation.themes, href: paths.themes(mission.id) }],
    });
    return render(reply, 'segments/index', frame, {
      ...shown,
      kicker: said.runTitle(run.requestedAt),
      title: said.leftOutTitle,
      lead: said.leftOutLead(units.length),
      note: null,
      data: null,
      filters: null,
      segments: rows
        .filter(({ withdrawnAt }) => withdrawnAt === null)
        .map((row) => segmentItem(row, { missionId: mission.id, regionNames: names })),
    });
  });
}

function queryOf({ region, categorie, famille, forme, page }: Filter): Record<string, string> {
  return {
    ...(region && { region }),
    ...(categorie && { categorie }),
    ...(famille && { famille }),
    ...(forme && { forme }),
    page: String(page),
  };
}

function optionsOf(
  entries: readonly (readonly [value: string, label: string])[],
  selected: string | undefined,
) {
  return entries.map(([value, label]) => ({ value, label, isSelected: value === selected }));
}

const wordsOf = ({ contributionText, start, end }: SegmentRow) =>
  contributionText.slice(start, end);

const speakersIn = (rows: readonly SegmentRow[]) =>
  new Set(rows.flatMap(({ stakeholderId }) => (stakeholderId === null ? [] : [stakeholderId])))
    .size;

function mentionNote({ description }: DescribedTheme, form: string, listed: number): string | null {
  const known = description.forms.find((described) => described.form === form);
  return known && known.count !== listed ? said.mentionNote(form, listed, known.count) : null;
}
