import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listCodingsOfContribution } from '../../db/queries/codings.ts';
import { findContribution, listContributionsOfSource } from '../../db/queries/contributions.ts';
import { findShownRun } from '../../db/queries/runs.ts';
import { listThemes } from '../../db/queries/themes.ts';
import { render } from '../../views/engine.ts';
import { analysisMessages as said } from '../../views/messages/analysis.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { attributionOf } from '../../views/segments/item.ts';
import { colourOf } from '../../views/themes/entries.ts';
import { requireConsultant } from '../access.ts';
import { notFound } from '../errors.ts';
import { memberFrame } from '../frames.ts';
import { regionNames } from '../places.ts';
import type { Services } from '../services.ts';

const NEAR_SHOWN = 220;

const offset = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const spanQuery = z.object({ de: offset, a: offset });

type One = { Params: { mission: string; contribution: string } };
type Found = NonNullable<Awaited<ReturnType<typeof findContribution>>>;

/** A contribution, whole, with the segment that brought the reader to it marked where it stands. */
export function contributions(app: FastifyInstance, services: Services): void {
  const { store } = services;

  app.get<One>('/missions/:mission/contributions/:contribution', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const found = await findContribution(store, mission.id, request.params.contribution);
    if (!found) throw notFound();
    const names = await regionNames(store);
    const title = attributionOf(
      {
        function: found.stakeholder?.function ?? null,
        regionCode: found.stakeholder?.regionCode ?? null,
        family: found.family,
      },
      names,
    );
    const near = await neighboursOf(mission.id, found);
    const frame = memberFrame(request, member, 'themes', {
      title,
      breadcrumb: [{ label: messages.navigation.themes, href: paths.themes(mission.id) }],
    });
    return render(reply, 'contributions/show', frame, {
      kicker: messages.families[found.family],
      title,
      facts: factsOf(mission.id, found),
      withdrawal: found.withdrawal ? said.withdrawn(found.withdrawal.at) : null,
      ...near,
      parts: partsOf(found.text, request.query),
      themes: await themesIn(mission.id, found.id),
    });
  });

  async function neighboursOf(missionId: string, { id, sourceKind, sourceId }: Found) {
    const all = await listContributionsOfSource(store, sourceKind, sourceId);
    const place = all.findIndex((one) => one.id === id);
    const near = (at: number, cut: (text: string) => string) => {
      const one = place < 0 ? undefined : all[at];
      return one ? { href: paths.contribution(missionId, one.id), text: cut(one.text) } : null;
    };
    return { before: near(place - 1, endOf), after: near(place + 1, startOf) };
  }

  async function themesIn(missionId: string, contributionId: string) {
    const run = await findShownRun(store, missionId);
    if (!run) return [];
    const themes = await listThemes(store, run.id);
    const codings = await listCodingsOfContribution(store, run.id, contributionId);
    return codings.flatMap(({ themeId, start, end }) => {
      const theme = themes.find(({ id }) => id === themeId);
      if (!theme) return [];
      return [
        {
          label: theme.name,
          href: paths.theme(missionId, theme.id),
          number: colourOf(theme.number),
          quoteHref: paths.segment(missionId, { contributionId, start, end }),
        },
      ];
    });
  }
}

/** The text in three: before the span, the span, after it; whole where the address names no span of it. */
function partsOf(text: string, query: unknown) {
  const span = spanQuery.safeParse(query);
  if (!span.success) return [{ text, isMarked: false }];
  const { de: start, a: end } = span.data;
  if (start >= end || end > text.length) throw notFound();
  return [
    { text: text.slice(0, start), isMarked: false },
    { text: text.slice(start, end), isMarked: true },
    { text: text.slice(end), isMarked: false },
  ];
}

function factsOf(missionId: string, found: Found) {
  const names = said.contributionFacts;
  const { stakeholder } = found;
  return [
    ...(stakeholder
      ? [
          { label: names.organisation, value: stakeholder.organisation },
          { label: names.category, value: messages.categories[stakeholder.category] },
        ]
      : []),
    { label: names.kind, value: messages.kinds[found.kind] },
    { label: names.consent, value: messages.consents[found.consent] },
    {
      label: names.source,
      value: said.sources[found.sourceKind],
      href: sourcePath(missionId, found),
    },
  ];
}

/** Where these very words stand in their source, whose page names them « c-<contribution> ». */
function sourcePath(missionId: string, { id, sourceKind, sourceId }: Found): string {
  if (sourceKind === 'interview') return `${paths.interview(missionId, sourceId)}#c-${id}`;
  if (sourceKind === 'document') return `${paths.document(missionId, sourceId)}#c-${id}`;
  return paths.receivedWords(missionId, sourceId, { contributionId: id });
}

const startOf = (text: string) =>
  text.length > NEAR_SHOWN ? `${text.slice(0, NEAR_SHOWN).replace(/[\s\p{P}]+\S*$/u, '')}…` : text;

const endOf = (text: string) =>
  text.length > NEAR_SHOWN ? `…${text.slice(-NEAR_SHOWN).replace(/^\S*\s+/, '')}` : text;
