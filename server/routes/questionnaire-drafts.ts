import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { insertRevision } from '../../db/queries/questionnaires.ts';
import { type Draft, placeOf } from '../../surveys/edit/draft.ts';
import { applyOperation, type Edited, type Operation } from '../../surveys/edit/operations.ts';
import { checkDraft } from '../../surveys/edit/problems.ts';
import { render } from '../../views/engine.ts';
import { questionnaireMessages as said } from '../../views/messages/questionnaires.ts';
import { paths } from '../../views/paths.ts';
import { conflict, HttpError, notFound } from '../errors.ts';
import { typedValues } from '../forms.ts';
import { setFlash } from '../frames.ts';
import { allowFrames } from '../questionnaires/frames.ts';
import { readOperation } from '../questionnaires/operations.ts';
import { changesBetween, changeViews } from '../questionnaires/pages/changes.ts';
import { editorPage, type Standing } from '../questionnaires/pages/editor.ts';
import { type DraftState, draftSeen, publishedIds, requireDraft } from '../questionnaires/state.ts';
import type { Services } from '../services.ts';
import { surveyFrame } from '../survey-pages.ts';

type Typed = Readonly<Record<string, string>>;

/** The questionnaire of a survey as it is written: every edit is a revision, and none is lost. */
export function questionnaireDrafts(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const draft = '/missions/:mission/enquetes/:survey/questionnaire/brouillon';

  app.get(draft, async (request, reply) => {
    const state = await requireDraft(services, request);
    return editor(request, reply, state, { at: 'general' });
  });

  app.get<{ Params: { section: string } }>(`${draft}/pages/:section`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const section = state.draft.sections.find(({ id }) => id === request.params.section);
    if (!section) return elsewhere(request, reply, state);
    return editor(request, reply, state, { at: 'section', section });
  });

  app.get<{ Params: { question: string } }>(
    `${draft}/questions/:question`,
    async (request, reply) => {
      const state = await requireDraft(services, request);
      const place = placeOf(state.draft, request.params.question);
      if (!place) return elsewhere(request, reply, state);
      return editor(request, reply, state, { at: 'question', place });
    },
  );

  app.get<{ Params: { code: string } }>(`${draft}/langues/:code`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const { code } = request.params;
    if (!/^[\p{L}\p{N}_ ()-]{1,64}$/u.test(code)) throw notFound();
    return editor(request, reply, state, { at: 'language', code });
  });

  app.post(draft, async (request, reply) => {
    const state = await requireDraft(services, request);
    const typed = typedValues(request.body);
    const seen = Number(typed.seen);
    // A form applied on top of somebody else's edit is still read against what its author saw.
    const base = await draftSeen(services, state, Number(typed.base ?? typed.seen));
    const operation = base && readOperation(typed, base, checkDraft(base).readable);
    if (!base || !operation) throw new HttpError(422, said.unreadable);
    if (seen !== state.seen) return conflictPage(request, reply, state, { typed, base, operation });
    const isFrozen =
      operation.act === 'rename-question' && publishedIds(state).has(operation.question);
    const edited = isFrozen
      ? { refused: 'published' as const }
      : applyOperation(state.draft, operation);
    if ('refused' in edited) {
      return editor(request, reply.code(422), state, standingOf(state.draft, operation), [
        said.refusals[edited.refused],
      ]);
    }
    const { mission } = state.member;
    const address = addressAfter(mission.id, state.survey.id, operation, edited);
    if (JSON.stringify(edited.draft) === JSON.stringify(state.draft)) {
      return reply.redirect(address, 303);
    }
    const outcome = await insertRevision(store, {
      ...actOf(state),
      kind: 'edit',
      act: operation.act,
      subject: subjectWords(state.draft, edited.draft, operation, edited.subject),
      definition: edited.draft,
    });
    if (outcome === 'conflict') {
      const now = await requireDraft(services, request);
      return conflictPage(request, reply, now, { typed, base, operation });
    }
    const isRemoval = operation.act === 'remove-question' || operation.act === 'remove-section';
    if (isRemoval) {
      const words = subjectWords(state.draft, edited.draft, operation, '');
      setFlash(request, said.done.removed(words));
    }
    return reply.redirect(address, 303);
  });

  const ways = { annulation: 'undo', retablissement: 'redo' } as const;
  for (const [way, kind] of Object.entries(ways)) {
    app.post(`${draft}/${way}`, async (request, reply) => {
      const state = await requireDraft(services, request);
      const content = state.travel[kind];
      if (content === null) setFlash(request, said.done.nothing, 'information');
      else {
        await revise(request, state, { kind, content });
        setFlash(request, kind === 'undo' ? said.done.undone : said.done.redone);
      }
      return reply.redirect(back(request, state), 303);
    });
  }

  app.post(`${draft}/abandon`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const { publishedContent: content, member, survey } = state;
    if (content !== null && state.isChanged) {
      await revise(request, state, { kind: 'abandon', content });
      setFlash(request, said.done.abandoned);
    }
    return reply.redirect(paths.questionnaire(member.mission.id, survey.id), 303);
  });

  async function revise(
    request: FastifyRequest,
    state: DraftState,
    to: { readonly kind: 'undo' | 'redo' | 'abandon'; readonly content: number },
  ) {
    const seen = Number(typedValues(request.body).seen);
    const outcome =
      seen === state.seen
        ? await insertRevision(store, { ...actOf(state), ...to, act: to.kind, subject: '' })
        : 'conflict';
    if (outcome === 'conflict') throw conflict(said.travelConflict);
  }

  function editor(
    request: FastifyRequest,
    reply: FastifyReply,
    state: DraftState,
    standing: Standing,
    alerts: readonly string[] = [],
  ) {
    const page = editorPage(state, standing, alerts);
    const { member, survey } = state;
    const title = `${page.panel.heading}, ${said.editing}`;
    const frame = surveyFrame(request, state, {
      title: alerts.length > 0 ? `${said.refused}\u00a0: ${title}` : title,
      above: [{ label: said.title, href: paths.questionnaire(member.mission.id, survey.id) }],
      scripts: ['editor'],
    });
    allowFrames(reply);
    return render(reply, 'questionnaires/edit', frame, page);
  }

  /** What was edited here is gone: undone, removed or renamed, by oneself or by another. */
  function elsewhere(request: FastifyRequest, reply: FastifyReply, { member, survey }: DraftState) {
    setFlash(request, said.refusals.gone, 'information');
    return reply.redirect(paths.questionnaireDraft(member.mission.id, survey.id), 303);
  }

  /** What was done meanwhile, what was about to be, and the way to have both. */
  async function conflictPage(
    request: FastifyRequest,
    reply: FastifyReply,
    state: DraftState,
    { typed, base, operation }: { typed: Typed; base: Draft; operation: Operation },
  ) {
    const { member, survey, revisions, seen } = state;
    const last = revisions.at(-1);
    const mine = applyOperation(base, operation);
    const onTop = applyOperation(state.draft, operation);
    const frame = surveyFrame(request, state, {
      title: said.conflictTitle,
      above: [{ label: said.title, href: paths.questionnaire(member.mission.id, survey.id) }],
    });
    const kept = Object.entries(typed).filter(([name]) => name !== 'seen' && name !== 'base');
    return render(reply.code(409), 'questionnaires/conflict', frame, {
      heading: said.conflictTitle,
      lead: said.conflict(last?.editedByName ?? said.somebody, last?.at ?? Date.now()),
      theirs: changeViews(changesBetween(base, state.draft)),
      yours: 'refused' in mine ? [] : changeViews(changesBetween(base, mine.draft)),
      isApplicable: !('refused' in onTop),
      refusal: 'refused' in onTop ? said.refusals[onTop.refused] : null,
      action: paths.questionnaireDraft(member.mission.id, survey.id),
      fields: [
        ...kept.map(([name, value]) => ({ name, value })),
        { name: 'base', value: typed.base ?? typed.seen ?? '' },
        { name: 'seen', value: String(seen) },
      ],
      backHref: paths.questionnaireDraft(member.mission.id, survey.id),
    });
  }
}

const actOf = ({ survey, member, seen, publications, draft }: DraftState) => ({
  survey,
  by: member.account.id,
  seen,
  start: publications[0]?.definition ?? draft,
});

/** The page that the button stood on, among those of the editor. */
function back(request: FastifyRequest, { member, survey }: DraftState): string {
  const home = paths.questionnaireDraft(member.mission.id, survey.id);
  const { referer = '' } = request.headers;
  const path = URL.canParse(referer) ? new URL(referer).pathname : '';
  return path.startsWith(`${home}/`) ? path : home;
}

function standingOf(draft: Draft, operation: Operation): Standing {
  const id = 'question' in operation ? operation.question : '';
  const place = placeOf(draft, id);
  if (place) return { at: 'question', place };
  const named =
    'section' in operation ? operation.section : 'into' in operation ? operation.into : '';
  const section = draft.sections.find((each) => each.id === named);
  return section ? { at: 'section', section } : { at: 'general' };
}

function addressAfter(
  mission: string,
  survey: string,
  operation: Operation,
  { subject, draft }: Edited,
): string {
  if (operation.act === 'translate')
    return paths.draftLanguage(mission, survey, operation.language);
  if (subject === '') return paths.questionnaireDraft(mission, survey);
  // Where the last question of a page went, the page remains.
  const isSection = 'section' in operation || operation.act === 'add-section';
  if (isSection || !placeOf(draft, subject)) return paths.draftSection(mission, survey, subject);
  return paths.draftQuestion(mission, survey, subject);
}

/** What was edited, in its own words, for the history. */
function subjectWords(before: Draft, after: Draft, operation: Operation, subject: string): string {
  const id =
    'question' in operation
      ? operation.question
      : 'section' in operation
        ? operation.section
        : subject;
  const question = placeOf(before, id) ?? placeOf(after, subject);
  if (question && 'label' in question.question)
    return question.question.label || said.untitledQuestion;
  const section =
    before.sections.find((each) => each.id === id) ??
    after.sections.find((each) => each.id === subject);
  return section?.title ?? '';
}
