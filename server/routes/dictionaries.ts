import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { EMPTY_DICTIONARY } from '../../analysis/dictionary.ts';
import { listCorpus } from '../../db/queries/contributions.ts';
import { insertDictionary, listDictionaries } from '../../db/queries/dictionaries.ts';
import { render } from '../../views/engine.ts';
import { analysisMessages } from '../../views/messages/analysis.ts';
import { dictionaryMessages as said } from '../../views/messages/dictionaries.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { dictionaryForm, typedOf } from '../dictionary-form.ts';
import { notFound } from '../errors.ts';
import { readForm, summaryOf, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import { runDictionaryDiff } from '../jobs/dictionaryDiff.ts';
import type { Services } from '../services.ts';

const CHANGES_LISTED = 200;

type Version = { Params: { mission: string; version: string } };

interface Edited {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly notice: string | null;
}

/** The mission’s own words: edited, kept version after version, each with what it changed. */
export function dictionaries(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/dictionnaire';

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const [current] = await listDictionaries(store, member.mission.id);
    const typed = typedOf(current?.words);
    return edit(request, reply, member, { typed, errors: {}, notice: null });
  });

  app.post(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const typed = typedValues(request.body);
    const result = readForm(dictionaryForm, request.body);
    if ('errors' in result)
      return edit(request, reply.code(422), member, {
        typed,
        errors: result.errors,
        notice: null,
      });
    const outcome = await insertDictionary(store, {
      ...result.values,
      missionId: mission.id,
      savedBy: account.id,
    });
    if (outcome === 'conflict')
      return edit(request, reply.code(409), member, { typed, errors: {}, notice: said.conflict });
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
    const corpus = await listCorpus(store, mission.id);
    const changes = await runDictionaryDiff({
      contributions: corpus.map(({ id, text }) => ({ id, text })),
      before: versions[at + 1]?.words ?? EMPTY_DICTIONARY,
      after: shown.words,
    });
    const rest = changes.length - CHANGES_LISTED;
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
      lead: said.effectLead(
        changes.reduce((sum, { words }) => sum + words, 0),
        corpus.length,
      ),
      changes: changes.slice(0, CHANGES_LISTED).map(({ before, after, words, examples }) => ({
        before: said.form(before.form, before.pos, before.isActive),
        after: said.form(after.form, after.pos, after.isActive),
        words,
        examples: examples.map(({ contribution, start, end, quote }) => ({
          label: quote,
          href: paths.segment(mission.id, { contributionId: contribution, start, end }),
        })),
      })),
      rest: rest > 0 ? said.rest(rest) : null,
    });
  });

  async function edit(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    { typed, errors, notice }: Edited,
  ) {
    const { mission } = member;
    const versions = await listDictionaries(store, mission.id);
    const isWrong = Object.keys(errors).length > 0;
    const frame = memberFrame(request, member, 'runs', {
      title: (isWrong ? analysisMessages.errorPrefix : '') + said.title,
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
