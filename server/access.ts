import type { FastifyRequest } from 'fastify';
import { type Account, type AccountRole, findAccount } from '../db/queries/accounts.ts';
import { findMissionOf, type MemberRole, type Mission } from '../db/queries/missions.ts';
import { notFound, unauthenticated } from './errors.ts';
import type { Services } from './services.ts';

/** Who is signed in, and the mission they are asking about. */
export interface Member {
  readonly account: Account;
  readonly mission: Mission;
  readonly role: MemberRole;
}

/** @throws 401 for who is not signed in, or no longer may be. */
export async function requireAccount({ store }: Services, request: FastifyRequest) {
  const { accountId } = request.session;
  const account = accountId === undefined ? undefined : await findAccount(store, accountId);
  if (!account) throw unauthenticated();
  return account;
}

/** @throws 404 for another role: what is not theirs does not exist for them. */
export async function requireRole(services: Services, request: FastifyRequest, role: AccountRole) {
  const account = await requireAccount(services, request);
  if (account.role !== role) throw notFound();
  return account;
}

const EVERY_ROLE: readonly MemberRole[] = ['consultant', 'interviewer'];

/**
 * The member who asks for `/missions/:mission/…`.
 * @throws 401 when not signed in; 404 when not a member, or when the act is not for this role.
 */
export async function requireMember(
  services: Services,
  request: FastifyRequest,
  roles: readonly MemberRole[] = EVERY_ROLE,
): Promise<Member> {
  const account = await requireAccount(services, request);
  const { mission: id } = request.params as { mission: string }; // every such route names it
  const membership = await findMissionOf(services.store, account.id, id);
  if (!membership || !roles.includes(membership.role)) throw notFound();
  return { account, ...membership };
}

/** Consultants alone read the analysis, review findings and manage the mission. */
export const requireConsultant = (services: Services, request: FastifyRequest) =>
  requireMember(services, request, ['consultant']);
