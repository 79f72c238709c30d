import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Dictionary, EMPTY_DICTIONARY } from '../../analysis/dictionary.ts';
import type { DictionaryEffect } from '../../analysis/dictionaryEffect.ts';
import type { CodedSpan } from '../../analysis/explore.ts';
import { DEFAULT_SETTINGS } from '../../analysis/settings.ts';
import { hashOf } from '../../db/ids.ts';
import { countContributions, listCorpus } from '../../db/queries/contributions.ts';
import { insertDictionary, listDictionaries } from '../../db/queries/dictionaries.ts';
import { readContributions } from '../../db/queries/explorations.ts';
import type { DescribedTheme } from '../../db/queries/themes.ts';
import type { DictionaryEffectView } from '../../views/dictionaries/page.ts';
import { render } from '../../views/engine.ts';
import type { Option } from '../../views/form.ts';
import { analysisMessages } from '../../views/messages/analysis.ts';
import { dictionaryMessages as said } from '../../views/messages/dictionaries.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { dictionaryForm, typedOf } from '../dictionary-form.ts';
import { notFound } from '../errors.ts';
import { readForm, summaryOf, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import { runDictionaryEffect } from '../jobs/dictionaryEffect.ts';
import type { Services } from '../services.ts';
import { readShownRun } from '../shown-run.ts';

const CHANGES_LISTED = 200;
const PROPOSALS_LISTED = 30;

type Version = { Params: { mission: string; version: string } };

interface Edited {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly notice: string | null;
  readonly effect: DictionaryEffectView | null;
  readonly seen: string;
}

const NOTHING = { errors: {}, notice: null, effect: null, seen: '' };

type Held = Awaited<ReturnType<typeof listDictionaries>>[number];
type EffectRun = {
  readonly settings: { readonly themes: number; readonly segmentWords: number };
  readonly spans: () => Iterable<readonly CodedSpan[]>;
};

/** Before the first analysis: words change, and no theme. */
const NO_RUN: EffectRun = {
  settings: { themes: 0, segmentWords: DEFAULT_SETTINGS.segmentWords },
  spans: () => [],
};

const actForm = z.object({ act: z.string().catch(''), seen: z.string().catch('') });

/** The mission’s own words: what they change is seen before they are saved, and kept version after version. */
export function dictionaries(app: FastifyInstance, services: Services): void {
  const { store, explorer } = services;
  const index = '/missions/:mission/dictionnaire';

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const [current] = await listDictionaries(store, member.mission.id);
    const typed = typedOf(current?.words);
    return edit(request, reply, member, { ...NOTHING, typed });
  });

  app.post(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const body = withAccepted(request.body);
    const result = readForm(dictionaryForm, body);
    if ('errors' in result)
      return edit(request, reply.code(422), member, {
        ...NOTHING,
        typed: typedValues(body),
        errors: result.errors,
      });
    const { words, version } = result.values;
    const { act, seen } = actForm.parse(body);
    if (act !== 'save' || seen !== fingerprintOf(words))
      return preview(request, reply, member, words, act === 'save' ? said.unseen : null);
    const outcome = await insertDictionary(store, {
      words,
      version,
      missionId: mission.id,
      savedBy: account.id,
    });
    if (outcome === 'conflict')
      return preview(request, reply.code(409), member, words, said.conflict);
    setFlash(request, said[outcome]);
    const [current] = await listDictionaries(store, mission.id);
    const href =
      outcome === 'saved' && current
        ? paths.dictionaryVersion(mission.id, current.version)
        : paths.dictionary(mission.id);
    return reply.redirect(href, 303);
  });

  app.get<Version>(`${index}/versions/:version`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const versions = await listDictionaries(store, mission.id);
    const at = versions.findIndex(({ version }) => String(version) === request.params.version);
    const shown = versions.at(at);
    if (at < 0 || !shown) throw notFound();
    const before = versions[at + 1]?.words ?? EMPTY_DICTIONARY;
    const heading = said.effectTitle(shown.version);
    const frame = memberFrame(request, member, 'runs', {
      title: heading,
      breadcrumb: [
        ...crumbs(mission.id),
        { label: said.title, href: paths.dictionary(mission.id) },
      ],
    });
    return render(reply, 'dictionaries/effect', frame, {
      kicker: said.savedBy(shown.savedBy, shown.at),
      heading,
      effect: await effectOf(mission.id, before, shown.words),
      runAction: at === 0 ? paths.runs(mission.id) : null,
    });
  });

  /** The page again, with what its words would change, and nothing written. */
  async function preview(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    words: Dictionary,
    notice: string | null,
  ) {
    const [current] = await listDictionaries(store, member.mission.id);
    const before = current?.words ?? EMPTY_DICTIONARY;
    const isSame = fingerprintOf(before) === fingerprintOf(words);
    return edit(request, reply, member, {
      typed: typedOf(words),
      errors: {},
      notice: isSame ? said.noEffect : notice,
      seen: fingerprintOf(words),
      effect: isSame ? null : await effectOf(member.mission.id, before, words),
    });
  }

  async function effectOf(
    missionId: string,
    before: Dictionary,
    after: Dictionary,
  ): Promise<DictionaryEffectView> {
    const corpus = await listCorpus(store, missionId);
    const shown = await readShownRun(store, missionId);
    const { settings, spans } = shown?.explored ?? NO_RUN;
    const effect = await runDictionaryEffect({
      contributions: corpus.map(({ id, text }) => ({ id, text })),
      before,
      after,
      spans: [...spans()].flat(),
      themes: settings.themes,
      segmentWords: settings.segmentWords,
    });
    return effectView(missionId, effect, shown?.themes ?? [], corpus.length);
  }

  /** What the corpus, as it stands and as it is read today, proposes to keep whole. */
  async function proposalsOf(missionId: string, current: Held | undefined): Promise<Option[]> {
    const counts = await countContributions(store, missionId);
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) return [];
    const now = Date.now();
    const dictionary = current?.words ?? EMPTY_DICTIONARY;
    const { collocations } = await explorer.ask(
      {
        key: `${missionId} ${current?.version ?? 0} ${total}`,
        settings: { ...NO_RUN.settings, dictionary },
        *contributions() {
          for (const part of readContributions(store, missionId, now))
            yield part.map(({ id, text, place }) => ({ id, text, place }));
        },
        spans: NO_RUN.spans,
      },
      { kind: 'collocations' },
    );
    return collocations.map(({ expression, count, contributions, score }) => ({
      value: expression,
      label: expression,
      hint: said.collocation(count, contributions, score),
    }));
  }

  async function edit(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    { typed, errors, notice, effect, seen }: Edited,
  ) {
    const { mission } = member;
    const versions = await listDictionaries(store, mission.id);
    const written = new Set((typed.expressions ?? '').split(/\s*[\n|]\s*/));
    const isWrong = Object.keys(errors).length > 0;
    const frame = memberFrame(request, member, 'runs', {
      title:
        (isWrong ? analysisMessages.errorPrefix : '') + (effect ? said.previewTitle : said.title),
      breadcrumb: crumbs(mission.id),
    });
    return render(reply, 'dictionaries/edit', frame, {
      heading: said.title,
      action: paths.dictionary(mission.id),
      version: versions[0]?.version ?? 0,
      typed,
      errors,
      summary: summaryOf(errors),
      notice,
      effect,
      seen,
      canSave: effect !== null,
      proposals: (await proposalsOf(mission.id, versions[0]))
        .filter(({ value }) => !written.has(value))
        .slice(0, PROPOSALS_LISTED),
      versions: versions.map(({ version, savedBy, at }) => ({
        label: said.version(version),
        savedBy: said.savedBy(savedBy, at),
        href: paths.dictionaryVersion(mission.id, version),
      })),
    });
  }
}

const crumbs = (missionId: string) => [
  { label: messages.navigation.runs, href: paths.runs(missionId) },
];

/** Ticked proposals join the expressions that were typed. */
function withAccepted(body: unknown): Record<string, unknown> {
  const typed = typedValues(body);
  const { accepted } = z.object({ accepted: z.unknown() }).catch({ accepted: [] }).parse(body);
  const ticked = [accepted].flat().filter((one) => typeof one === 'string');
  return { ...typed, expressions: [typed.expressions ?? '', ...ticked].join('\n') };
}

const fingerprintOf = (words: Dictionary) => hashOf(JSON.stringify(typedOf(words)));

function effectView(
  missionId: string,
  { changes, themes }: DictionaryEffect,
  named: readonly DescribedTheme[],
  contributions: number,
): DictionaryEffectView {
  const words = changes.reduce((sum, change) => sum + change.words, 0);
  const rest = changes.length - CHANGES_LISTED;
  return {
    lead: said.effectLead(words, contributions),
    changes: changes.slice(0, CHANGES_LISTED).map(({ before, after, words: count, examples }) => ({
      before: said.form(before.form, before.pos, before.isActive),
      after: said.form(after.form, after.pos, after.isActive),
      words: count,
      examples: examples.map(({ contribution, start, end, quote, left, right }) => ({
        left,
        quote,
        right,
        href: paths.segment(missionId, { contributionId: contribution, start, end }),
      })),
    })),
    rest: rest > 0 ? said.rest(rest) : null,
    themes: themes
      .filter(({ touched }) => touched > 0)
      .flatMap(({ theme, touched, segments, entered, left }) => {
        const held = named.find(({ number }) => number === theme);
        return held
          ? {
              name: held.name,
              href: paths.theme(missionId, held.id),
              touched: said.touched(touched, segments),
              entered: entered.join(', '),
              left: left.join(', '),
            }
          : [];
      }),
    untold: themes.some(({ touched }) => touched > 0) ? said.untold : null,
  };
}
