import type { FastifyRequest } from 'fastify';
import {
  findContent,
  listPublications,
  listRevisions,
  type Publication,
  type RevisionRow,
} from '../../db/queries/questionnaires.ts';
import { type Draft, readDraft } from '../../surveys/edit/draft.ts';
import { type Travel, travelOf } from '../../surveys/edit/history.ts';
import { notFound } from '../errors.ts';
import type { Services } from '../services.ts';
import { requireSurveyMember, type SurveyMember } from '../survey-pages.ts';

/** A survey's questionnaire as it stands: what is published, what is being written, and where one can go back to. */
export interface DraftState extends SurveyMember {
  readonly draft: Draft;
  /** Number of the latest revision; 0 while nobody edited anything. */
  readonly seen: number;
  readonly travel: Travel;
  readonly publications: readonly Publication[];
  readonly revisions: readonly RevisionRow[];
  /** Whether the draft says anything else than the latest version; always, where there is none. */
  readonly isChanged: boolean;
  /** Content of the revision that the latest version froze. */
  readonly publishedContent: number | null;
}

/** @throws 404 as `requireSurveyMember` does, and for a survey without any questionnaire. */
export async function requireDraft(
  services: Services,
  request: FastifyRequest,
): Promise<DraftState> {
  const found = await requireSurveyMember(services, request);
  const { store } = services;
  const { id } = found.survey;
  const [publications, revisions] = await Promise.all([
    listPublications(store, id),
    listRevisions(store, id),
  ]);
  const [latest] = publications;
  const last = revisions.at(-1);
  const draft = last ? await draftAt(services, id, last.content) : readDraft(latest?.definition);
  if (!draft) throw notFound();
  const since = latest ? (latest.revision ?? 1) : 0;
  const frozen = revisions.find(({ number }) => number === since);
  const publishedContent = latest ? (frozen?.content ?? 1) : null;
  return {
    ...found,
    draft,
    seen: last?.number ?? 0,
    travel: travelOf(revisions, since),
    publications,
    revisions,
    publishedContent,
    isChanged: latest === undefined || (last !== undefined && last.content !== publishedContent),
  };
}

const MAX_CACHED = 30;
const cached = new Map<string, Draft>();

/** A revision never changes, so that it is read, and checked, once. */
export async function draftAt(
  { store }: Services,
  surveyId: string,
  content: number,
): Promise<Draft | undefined> {
  const key = `${surveyId} ${content}`;
  const known = cached.get(key);
  if (known) return known;
  const draft = readDraft(await findContent(store, surveyId, content));
  if (!draft) return undefined;
  if (cached.size >= MAX_CACHED) cached.delete(cached.keys().next().value ?? '');
  cached.set(key, draft);
  return draft;
}

/** What the draft said when a page was shown: a form is read against what its author saw. */
export async function draftSeen(
  services: Services,
  state: DraftState,
  seen: number,
): Promise<Draft | undefined> {
  if (seen === state.seen) return state.draft;
  const row = state.revisions.find(({ number }) => number === seen);
  const start = state.revisions[0]?.content;
  const content = row?.content ?? (seen === 0 ? start : undefined);
  return content === undefined ? undefined : draftAt(services, state.survey.id, content);
}

/** Ids of questions that some version published: answers bear them, so that they stay. */
export function publishedIds({ publications }: DraftState): Set<string> {
  const drafts = publications.flatMap(({ definition }) => readDraft(definition) ?? []);
  return new Set(
    drafts.flatMap(({ sections }) =>
      sections.flatMap(({ questions }) =>
        questions.flatMap(({ id, questions: inner = [] }) => [id, ...inner.map((each) => each.id)]),
      ),
    ),
  );
}
