import type { FastifyRequest } from 'fastify';
import { listUnpublished } from '../db/queries/questionnaires.ts';
import { findProgress, findSurvey, type Survey } from '../db/queries/surveys.ts';
import { type CampaignState, stateAt } from '../surveys/campaign.ts';
import type { Crumb, Frame } from '../views/frame.ts';
import { campaignMessages as campaign } from '../views/messages/campaigns.ts';
import { surveyMessages as said } from '../views/messages/surveys.ts';
import { messages } from '../views/messages.ts';
import { paths } from '../views/paths.ts';
import type { SurveyTabs } from '../views/surveys/page.ts';
import { type Member, requireConsultant } from './access.ts';
import { notFound } from './errors.ts';
import { memberFrame } from './frames.ts';
import type { Services } from './services.ts';
import { shareOf } from './shares.ts';

/** What the pages of one survey share: who asks, which survey, and how far it has come. */
export interface SurveyMember {
  readonly member: Member;
  readonly survey: Survey;
  readonly progress: Awaited<ReturnType<typeof findProgress>>;
  /** Null while its questionnaire is being prepared. */
  readonly state: CampaignState | null;
}

/** @throws 401, or 404 for who is no consultant of the mission, and for another mission's survey. */
export async function requireSurveyMember(
  services: Services,
  request: FastifyRequest,
): Promise<SurveyMember> {
  const member = await requireConsultant(services, request);
  const { survey: id } = request.params as { survey: string }; // every such route names it
  const survey = await findSurvey(services.store, member.mission.id, id);
  if (!survey) throw notFound();
  const { store } = services;
  const isDrafted = (await listUnpublished(store, member.mission.id)).includes(survey.id);
  return {
    member,
    survey,
    progress: await findProgress(store, survey.id),
    state: isDrafted ? null : stateAt(survey, Date.now()),
  };
}

/** The frame of a page under a survey: `title` is its own, the survey stands in the breadcrumb. */
export function surveyFrame(
  request: FastifyRequest,
  { member, survey }: Pick<SurveyMember, 'member' | 'survey'>,
  page: {
    readonly title: string;
    readonly above?: readonly Crumb[];
    readonly scripts?: readonly string[];
  },
): Frame {
  const { mission } = member;
  const { above = [], ...rest } = page;
  return memberFrame(request, member, 'surveys', {
    ...rest,
    breadcrumb: [
      { label: messages.navigation.surveys, href: paths.surveys(mission.id) },
      { label: survey.title, href: paths.survey(mission.id, survey.id) },
      ...above,
    ],
  });
}

export type SurveyTab = keyof typeof said.tabs;

export function surveyTabs(
  { member, survey, progress, state }: SurveyMember,
  current: SurveyTab,
): SurveyTabs {
  const { id: mission } = member.mission;
  const tabs = [
    { name: 'show', href: paths.survey(mission, survey.id), count: null },
    { name: 'questionnaire', href: paths.questionnaire(mission, survey.id), count: null },
    { name: 'sampling', href: paths.sampling(mission, survey.id), count: null },
    {
      name: 'invitations',
      href: paths.invitations(mission, survey.id),
      count: progress.invitations,
    },
    { name: 'mails', href: paths.mails(mission, survey.id), count: null },
    { name: 'modes', href: paths.answeringModes(mission, survey.id), count: null },
    {
      name: 'responses',
      href: paths.receivedResponses(mission, survey.id),
      count: progress.submitted,
    },
    { name: 'results', href: paths.surveyResults(mission, survey.id), count: null },
    { name: 'exports', href: paths.surveyExports(mission, survey.id), count: null },
  ] as const;
  return {
    label: said.label,
    // The survey's own page says it in its heading.
    state: state === null || current === 'show' ? null : campaign.states[state],
    items: tabs.map(({ name, href, count }) => ({
      label: said.tabs[name],
      href,
      count,
      isCurrent: name === current,
    })),
  };
}

/** The response rate in words: a percentage from thirty invitations on, and what it leaves out. */
export function rateOf({ invitations, answered, submitted }: SurveyMember['progress']): string[] {
  const spontaneous = submitted - answered;
  const others = spontaneous > 0 ? [said.rate.spontaneous(spontaneous)] : [];
  if (invitations === 0) return [said.rate.none, ...others];
  const share = shareOf(answered, invitations);
  const rate = share
    ? said.rate.share(answered, invitations, share)
    : said.rate.counts(answered, invitations);
  return [rate, ...others];
}

/** « 7K4M 2QWX 9D3T », as respondents read it on theirs. */
export const spacedReceipt = (receipt: string): string =>
  receipt.match(/.{1,4}/g)?.join(' ') ?? receipt;
