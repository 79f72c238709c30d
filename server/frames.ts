import type { FastifyRequest } from 'fastify';
import type { Account } from '../db/queries/accounts.ts';
import { type Crumb, type Frame, type NavigationItem, staffFrame } from '../views/frame.ts';
import { messages } from '../views/messages.ts';
import { paths } from '../views/paths.ts';
import type { Member } from './access.ts';

type Sections = typeof messages.navigation;
export type SectionName = keyof Sections;

interface PageFrame {
  readonly title: string;
  readonly breadcrumb?: readonly Crumb[];
  readonly scripts?: readonly string[];
  readonly refreshSeconds?: number | null;
}

/** The frame of a page outside any mission. */
export function accountFrame(request: FastifyRequest, account: Account, page: PageFrame): Frame {
  return staffFrame({ ...page, user: userOf(account), flashes: takeFlash(request) });
}

/** The frame of a mission's page: its navigation, with the section where one stands. */
export function memberFrame(
  request: FastifyRequest,
  member: Member,
  section: SectionName | null,
  page: PageFrame,
): Frame {
  const { mission } = member;
  return staffFrame({
    ...page,
    mission: {
      name: mission.title,
      href: paths.mission(mission.id),
      isDemonstration: mission.isDemonstration,
    },
    user: userOf(member.account),
    navigation: navigationOf(member, section),
    flashes: takeFlash(request),
  });
}

/** Leaves one sentence for the next page. */
export function setFlash(
  request: FastifyRequest,
  text: string,
  kind: Frame['flashes'][number]['kind'] = 'success',
): void {
  request.session.flash = { kind, text };
}

function takeFlash(request: FastifyRequest): Frame['flashes'] {
  const { flash } = request.session;
  if (!flash) return [];
  delete request.session.flash;
  return [flash];
}

const CONSULTANT_SECTIONS: readonly SectionName[] = [
  'mission',
  'surveys',
  'interviews',
  'documents',
  'runs',
  'themes',
  'findings',
  'diagnostic',
];
const INTERVIEWER_SECTIONS: readonly SectionName[] = ['mission', 'interviews', 'documents'];

function navigationOf({ mission, role }: Member, current: SectionName | null): NavigationItem[] {
  const sections = role === 'consultant' ? CONSULTANT_SECTIONS : INTERVIEWER_SECTIONS;
  return sections.map((section) => ({
    label: messages.navigation[section],
    href: paths[section](mission.id),
    isCurrent: section === current,
  }));
}

function userOf(account: Account): Frame['user'] {
  return {
    name: account.name,
    role: messages.roles[account.role],
    links: [
      { label: messages.navigation.missions, href: paths.home() },
      ...(account.role === 'administrator'
        ? [
            { label: messages.navigation.accounts, href: paths.accounts() },
            { label: messages.navigation.territories, href: paths.territories() },
          ]
        : []),
      { label: messages.navigation.tokens, href: paths.tokens() },
      { label: messages.navigation.help, href: paths.help() },
    ],
    signOutAction: paths.signOut(),
  };
}
