import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { closeStore, openStore, type Store } from '../../db/open.ts';
import { type AccountRole, insertAccount } from '../../db/queries/accounts.ts';
import { insertMission, type MemberRole, saveMembership } from '../../db/queries/missions.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { createExplorer } from '../../server/jobs/explore.ts';
import { createRunJobs } from '../../server/jobs/runs.ts';
import { createSweepJobs } from '../../server/jobs/sweeps.ts';
import { hashPassword } from '../../server/passwords.ts';
import type { Services } from '../../server/services.ts';

export const ORIGIN = 'http://localhost:3000';

/** A platform in a folder of its own, without a port: tests ask it with `inject`. */
export interface TestPlatform {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly store: Store;
  readonly directory: string;
  close(): Promise<void>;
}

export async function openTestPlatform(
  environment: Record<string, string> = {},
): Promise<TestPlatform> {
  const directory = mkdtempSync(join(tmpdir(), 'constat-'));
  const config = readConfig({
    DATA_DIR: directory,
    LOG_LEVEL: 'silent',
    SIGN_IN_ATTEMPTS: '1000',
    LINK_ATTEMPTS: '1000',
    ...environment,
  });
  const store = openStore(config.databasePath);
  const runs = createRunJobs(store, (error) => {
    throw error;
  });
  const sweeps = createSweepJobs(store, (error) => {
    throw error;
  });
  const services = { store, config, runs, sweeps, explorer: createExplorer() };
  const app = await buildApp(services);
  return {
    app,
    services,
    store,
    directory,
    async close() {
      await app.close();
      await Promise.all([runs.close(), sweeps.close()]);
      closeStore(store);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const PASSWORD = 'le marché du samedi matin';
let passwordHash: string | undefined;

/** Adds a person; every account of a test has the same password, hashed once. */
export async function addAccount(store: Store, name: string, role: AccountRole): Promise<string> {
  passwordHash ??= await hashPassword(PASSWORD);
  const id = await insertAccount(store, { name, email: emailOf(name), role, passwordHash });
  if (id === undefined) throw new Error(`${name} is there already`);
  return id;
}

export const emailOf = (name: string) =>
  `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@exemple.fr`;

/** Adds a mission begun by `consultantId`, and others with their roles. */
export async function addMission(
  store: Store,
  consultantId: string,
  others: Readonly<Record<string, MemberRole>> = {},
): Promise<string> {
  const missionId = await insertMission(store, {
    title: 'Bourgs du Perthois',
    client: 'Conseil des bourgs',
    summary: 'Ce qui retient les habitants dans les bourgs du Perthois.',
    regions: ['44', '24', '76'],
    createdBy: consultantId,
  });
  for (const [accountId, role] of Object.entries(others))
    await saveMembership(store, { missionId, accountId, role, addedBy: consultantId });
  return missionId;
}

/** Someone at a browser: keeps cookies, says where forms come from. */
export interface Visitor {
  get(url: string): ReturnType<typeof visit>;
  /** Sends a form; a list repeats its name. */
  post(url: string, form?: Record<string, string | readonly string[]>): ReturnType<typeof visit>;
  request(options: InjectOptions): ReturnType<typeof visit>;
}

export function openVisitor({ app }: Pick<TestPlatform, 'app'>): Visitor {
  const cookies = new Map<string, string>();
  const request = (options: InjectOptions) => visit(app, cookies, options);
  return {
    request,
    get: (url) => request({ method: 'GET', url }),
    post: (url, form = {}) =>
      request({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: encode(form),
      }),
  };
}

/** A visitor who has signed in. */
export async function signInAs(platform: TestPlatform, name: string): Promise<Visitor> {
  const visitor = openVisitor(platform);
  const answer = await visitor.post('/connexion', { email: emailOf(name), password: PASSWORD });
  if (answer.statusCode !== 303) throw new Error(`${name} could not sign in: ${answer.statusCode}`);
  return visitor;
}

async function visit(app: FastifyInstance, cookies: Map<string, string>, options: InjectOptions) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const host = new URL(ORIGIN).host;
  const headers = { accept: 'text/html', origin: ORIGIN, host, ...(cookie && { cookie }) };
  const answer = await app.inject({ ...options, headers: { ...headers, ...options.headers } });
  for (const { name, value } of answer.cookies)
    value === '' ? cookies.delete(name) : cookies.set(name, encodeURIComponent(value));
  return answer;
}

function encode(form: Record<string, string | readonly string[]>): string {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(pairs).toString();
}
