import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newToken } from '../../db/ids.ts';
import { insertAccessLink } from '../../db/queries/access-links.ts';
import {
  type Account,
  countAdministrators,
  findAccount,
  insertAccount,
  listAccounts,
  restoreAccount,
  suspendAccount,
} from '../../db/queries/accounts.ts';
import { ACCOUNT_ROLES } from '../../db/schema/accounts.ts';
import { render } from '../../views/engine.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { requireRole } from '../access.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { readForm, summaryOf, titleWith, typedValues } from '../forms.ts';
import { accountFrame, setFlash } from '../frames.ts';
import { hashPassword } from '../passwords.ts';
import type { Services } from '../services.ts';
import { accountFields } from './account-fields.ts';

const accountForm = z.object({
  ...accountFields,
  role: z.enum(ACCOUNT_ROLES, messages.accounts.role),
});

/** What is wanted, rather than « the other way round »: pressed twice, it stays so. */
const suspensionForm = z.object({ state: z.enum(['suspended', 'active']) });

const WEEK = 7 * 24 * 3_600_000;

/** The people of the house, for administrators: added, suspended, given a link to choose a password. */
export function accounts(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  type One = { Params: { account: string } };

  app.get(paths.accounts(), async (request, reply) => {
    const account = await requireRole(services, request, 'administrator');
    const rows = await listAccounts(store);
    const title = messages.navigation.accounts;
    return render(reply, 'accounts/index', accountFrame(request, account, { title }), {
      accounts: rows.map((row) => ({
        ...row,
        role: messages.roles[row.role],
        isSelf: row.id === account.id,
        linkPath: paths.accountLink(row.id),
        suspensionPath: paths.suspension(row.id),
      })),
      newPath: paths.newAccount(),
    });
  });

  app.get(paths.newAccount(), async (request, reply) => {
    const account = await requireRole(services, request, 'administrator');
    return form(request, reply, account, { typed: {}, errors: {} });
  });

  app.post(paths.accounts(), async (request, reply) => {
    const account = await requireRole(services, request, 'administrator');
    const result = readForm(accountForm, request.body);
    const typed = typedValues(request.body);
    if ('errors' in result)
      return form(request, reply.code(422), account, { typed, errors: result.errors });
    // Nobody knows this first password: the person chooses one by the link.
    const passwordHash = await hashPassword(newToken());
    const added = { ...result.values, passwordHash, createdBy: account.id };
    const id = await insertAccount(store, added);
    if (id === undefined) {
      const errors = { email: messages.accounts.emailTaken };
      return form(request, reply.code(422), account, { typed, errors });
    }
    return showLink(request, reply, account, { id, name: result.values.name });
  });

  app.post<One>('/comptes/:account/lien', async (request, reply) => {
    const account = await requireRole(services, request, 'administrator');
    const target = await findAccount(store, request.params.account);
    if (!target) throw notFound();
    return showLink(request, reply, account, target);
  });

  app.post<One>('/comptes/:account/suspension', async (request, reply) => {
    const account = await requireRole(services, request, 'administrator');
    const rows = await listAccounts(store);
    const target = rows.find((row) => row.id === request.params.account);
    if (!target) throw notFound();
    const result = readForm(suspensionForm, request.body);
    if ('errors' in result) throw badRequest();
    const { state } = result.values;
    const isSuspended = target.suspendedAt !== null;
    if (isSuspended && state === 'active') await restoreAccount(store, target.id, account.id);
    if (!isSuspended && state === 'suspended') {
      if (target.role === 'administrator' && (await countAdministrators(store)) === 1)
        throw conflict(messages.accounts.lastAdministrator);
      await suspendAccount(store, target.id, account.id);
    }
    setFlash(request, messages.accounts[state === 'active' ? 'restored' : 'suspended']);
    return reply.redirect(paths.accounts(), 303);
  });

  /** The link is shown once: only its hash is kept. */
  async function showLink(
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account,
    target: { readonly id: string; readonly name: string },
  ) {
    const link = { purpose: 'password', accountId: target.id, validFor: WEEK } as const;
    const token = await insertAccessLink(store, link);
    return render(reply, 'accounts/link', frame(request, account, messages.accounts.link), {
      name: target.name,
      link: config.baseUrl + paths.password(token),
      backPath: paths.accounts(),
    });
  }
}

const frame = (request: FastifyRequest, account: Account, title: string) =>
  accountFrame(request, account, {
    title,
    breadcrumb: [{ label: messages.navigation.accounts, href: paths.accounts() }],
  });

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  account: Account,
  { typed, errors }: { typed: Record<string, string>; errors: Readonly<Record<string, string>> },
) {
  const title = titleWith(errors, messages.accounts.new);
  return render(reply, 'accounts/new', frame(request, account, title), {
    action: paths.accounts(),
    typed,
    errors,
    summary: summaryOf(errors),
    roles: ACCOUNT_ROLES.map((value) => ({
      value,
      label: messages.roles[value],
      isSelected: value === typed.role,
    })),
  });
}
