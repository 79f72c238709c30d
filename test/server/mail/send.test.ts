import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId, newToken } from '../../../db/ids.ts';
import {
  findInvitation,
  listInvitations,
  revokeInvitation,
} from '../../../db/queries/invitations.ts';
import {
  insertMailing,
  listAudience,
  listMails,
  pauseMailing,
} from '../../../db/queries/mailings.ts';
import {
  claimMail,
  closeAbandonedAttempts,
  insertOptOut,
  markTransmitted,
} from '../../../db/queries/mails.ts';
import { closeSurvey, type Survey } from '../../../db/queries/surveys.ts';
import { readConfig } from '../../../server/config.ts';
import { LEASE_MS, sendDueMails } from '../../../server/mail/send.ts';
import { SmtpTrouble } from '../../../server/mail/smtp.ts';
import { addStallholder, publishMarket, SHOPPER, sendMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  type TestPlatform,
} from '../../support/platform.ts';
import { type MailServer, openMailServer } from '../../support/smtp.ts';

const MINUTE = 60_000;
const BODY = 'Bonjour {prenom-nom},\n\n{lien}\n\nÀ bientôt.';

let platform: TestPlatform;
let survey: Survey;
let by: string;
let servers: MailServer[];

beforeEach(async () => {
  servers = [];
  platform = await openTestPlatform();
  by = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const mission = await addMission(platform.store, by);
  survey = await publishMarket(platform.store, mission, { isOpen: false });
});
afterEach(async () => {
  for (const server of servers) await server.close();
  await platform.close();
});

async function serve(behaviour: Parameters<typeof openMailServer>[0] = {}): Promise<MailServer> {
  const server = await openMailServer(behaviour);
  servers.push(server);
  return server;
}

const addPerson = (name: string, email: string | null = null) =>
  addStallholder(platform.store, survey.missionId, { name, email });

/** Writes to everyone of the mission who has an address. */
async function write(
  words: { subject?: string; body?: string; kind?: 'invitation' | 'reminder' } = {},
) {
  const { subject = 'Votre marché', body = BODY, kind = 'invitation' } = words;
  const audience = await listAudience(platform.store, survey);
  const id = newId();
  await insertMailing(platform.store, {
    survey,
    by,
    id,
    kind,
    subject,
    body,
    stakeholderIds: audience.map(({ stakeholder }) => stakeholder.id),
    isRecipient: ({ email }) => email !== null,
  });
  return id;
}

const configFor = (url?: string) =>
  readConfig({
    DATA_DIR: platform.directory,
    ...(url && { SMTP_URL: url, MAIL_FROM: 'Équipe d’étude <etude@exemple.fr>' }),
    MAILS_PER_MINUTE: '60000',
  });

const send = (url: string | undefined, now = Date.now()) =>
  sendDueMails(platform.store, configFor(url), {
    signal: new AbortController().signal,
    now: () => now,
  });

const standing = async () =>
  (await listMails(platform.store, survey.id, { limit: 500, offset: 0 })).map(
    ({ address, state, reason }) => [address, reason ?? state],
  );

const headerOf = (raw: string, name: string) =>
  new RegExp(`^${name}: ((?:.*\\r\\n[ \\t])*.*)\\r\\n`, 'mi')
    .exec(raw)?.[1]
    ?.replaceAll(/\r\n\s/g, ' ');

/** Both parts of a message, decoded from quoted-printable. */
const decoded = (raw: string) =>
  Buffer.from(
    raw
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

const tokenIn = (raw: string) => /localhost:3000\/i\/([\w-]{43})/.exec(decoded(raw))?.[1] ?? '';

describe('a mail that leaves', () => {
  it('carries a link that opens the invitation, of which the store keeps only the hash', async () => {
    const server = await serve();
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    await send(server.url);
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect([mail?.from, mail?.to]).toEqual(['etude@exemple.fr', ['bernard@exemple.fr']]);
    const token = tokenIn(mail?.raw ?? '');
    expect((await findInvitation(platform.store, token))?.survey.id).toBe(survey.id);
    const tables = ['mails', 'mail_links', 'mail_attempts', 'mailings', 'invitations', 'events'];
    const stored = tables
      .map((table) => JSON.stringify(platform.store.sqlite.prepare(`SELECT * FROM ${table}`).all()))
      .join();
    expect(stored).not.toContain(token);
    expect(platform.store.sqlite.prepare('SELECT seed FROM mails').all()).toEqual([{ seed: null }]);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'sent']]);
  });

  it('opens nothing once the invitation was taken back', async () => {
    const server = await serve();
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    await send(server.url);
    const [invitation] = await listInvitations(platform.store, survey.id);
    await revokeInvitation(platform.store, { survey, by, invitationId: invitation?.id ?? '' });
    expect(
      await findInvitation(platform.store, tokenIn(server.received[0]?.raw ?? '')),
    ).toBeUndefined();
  });

  it('speaks plain text and simple HTML, and offers to hear no more in one click', async () => {
    const server = await serve();
    await addPerson('Zoé Œillet-Ngô', 'zoe@exemple.fr');
    await write({
      subject: 'Élus : où en êtes-vous ? 🌿',
      body: 'Bonjour {prenom-nom} <b>&</b>,\n\n{lien}',
    });
    await send(server.url);
    const raw = server.received[0]?.raw ?? '';
    expect(headerOf(raw, 'Content-Type')).toMatch(/^multipart\/alternative/);
    expect(headerOf(raw, 'List-Unsubscribe')).toMatch(
      /^<http:\/\/localhost:3000\/courriels\/desinscription\/[\w.-]+>$/,
    );
    expect(headerOf(raw, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(headerOf(raw, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(raw, 'Message-ID')).toMatch(/^<[\w-]+@exemple\.fr>$/);
    expect(headerOf(raw, 'Subject')).toMatch(/^=\?UTF-8\?/);
    expect(headerOf(raw, 'To')).toMatch(/^=\?UTF-8\?.*<zoe@exemple\.fr>$/);
    expect(decoded(raw)).toContain('Bonjour Zoé Œillet-Ngô <b>&</b>,');
    expect(decoded(raw)).toContain('Bonjour Zoé Œillet-Ngô &lt;b&gt;&amp;&lt;/b&gt;,');
    expect(raw).not.toMatch(/^Content-Disposition: attachment/im);
  });

  it('takes no header from a name, a subject or an address', async () => {
    const server = await serve();
    await addPerson('Eve\r\nBcc: tout.le.monde@exemple.fr\r\n\r\nVolé', 'eve@exemple.fr');
    await addPerson('Mallory', 'm@exemple.fr>\r\nRCPT TO:<autre@exemple.fr');
    await write({
      subject: 'Votre avis\r\nBcc: autre@exemple.fr\u2028X-Y: z {prenom-nom}',
      body: BODY,
    });
    await send(server.url);
    for (const { raw, to } of server.received) {
      const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
      expect(head).not.toMatch(/^(bcc|x-y|rcpt)/im);
      expect(to).toHaveLength(1);
    }
    expect(server.received.map(({ to }) => to[0])).toContain('eve@exemple.fr');
    expect(server.received.flatMap(({ to }) => to)).not.toContain('autre@exemple.fr');
  });

  it('folds a long subject without losing a letter', async () => {
    const server = await serve();
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    const subject = 'Une très longue question sur les façades, la halle et le marché '
      .repeat(3)
      .trim();
    await write({ subject });
    await send(server.url);
    const raw = server.received[0]?.raw ?? '';
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    const words = (headerOf(raw, 'Subject') ?? '').replaceAll(/\?=\s+=\?UTF-8\?Q\?/gi, '');
    expect(decoded(words.replaceAll('_', ' '))).toContain(subject);
  });

  it('signs in where the server asks for it', async () => {
    const server = await serve({ user: { name: 'étude', password: 'p@ss:mot' } });
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    const as = (password: string) =>
      server.url.replace('//', `//${encodeURIComponent('étude')}:${encodeURIComponent(password)}@`);
    await expect(send(as('faux'))).rejects.toThrow(SmtpTrouble);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'waiting']]);
    await send(as('p@ss:mot'));
    expect(server.received).toHaveLength(1);
  });
});

describe('what is said in clear', () => {
  it('is said under TLS wherever the server offers it, even with a certificate of its own', async () => {
    const server = await serve({ isEncrypted: true });
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    await send(server.url);
    expect(server.received.map(({ isEncrypted }) => isEncrypted)).toEqual([true]);
  });

  it('is never a password, to a server that nobody vouches for', async () => {
    const user = { name: 'étude', password: 'secret' };
    const server = await serve({ isEncrypted: true, user });
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    const url = server.url.replace('//', `//${encodeURIComponent(user.name)}:${user.password}@`);
    await expect(send(url)).rejects.toThrow(SmtpTrouble);
    expect(server.received).toEqual([]);
  });
});

describe('a server that says no', () => {
  it('« not now » (451, greylisting): tried again later, under the same Message-ID, then delivered', async () => {
    let refusals = 2;
    const seen: (string | undefined)[] = [];
    const server = await serve({
      atWords: ({ raw }) => {
        seen.push(headerOf(raw, 'Message-ID'));
        refusals -= 1;
        return refusals >= 0 ? { code: 451, text: '4.7.1 Greylisted, come back later' } : undefined;
      },
    });
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    const start = Date.now();
    await send(server.url, start);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'waiting']]);
    await send(server.url, start + MINUTE - 1000);
    expect(seen).toHaveLength(1); // not before its time
    await send(server.url, start + MINUTE + 1000);
    await send(server.url, start + 7 * MINUTE);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'sent']]);
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(1);
    expect(server.received).toHaveLength(1);
  });

  it('is asked for three days, and no longer', async () => {
    const server = await serve({ atRecipient: () => ({ code: 450, text: '4.2.1 busy' }) });
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    let now = Date.now();
    for (let hour = 0; hour < 100; hour += 1) {
      await send(server.url, now);
      now += 60 * MINUTE;
    }
    expect(await standing()).toEqual([['bernard@exemple.fr', 'expired']]);
  });

  it('« no such address » (550): kept on the address, which is not written to again', async () => {
    const server = await serve({
      atRecipient: (address) =>
        address.startsWith('parti')
          ? { code: 550, text: `5.1.1 <${address}> user unknown` }
          : undefined,
    });
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await addPerson('Paul Aubry', 'parti@exemple.fr');
    await write();
    await send(server.url);
    expect((await standing()).sort()).toEqual([
      ['bernard@exemple.fr', 'sent'],
      ['parti@exemple.fr', 'bounced'],
    ]);
    const replies = platform.store.sqlite.prepare('SELECT reply FROM mail_attempts').all();
    expect(JSON.stringify(replies)).toContain('user unknown');
    expect(JSON.stringify(replies)).not.toContain('parti@'); // the answer repeats the address; its log does not
    const audience = await listAudience(platform.store, survey);
    expect(audience.map(({ name, hasBounced }) => [name, hasBounced]).sort()).toEqual([
      ['Bernard Ollivier', false],
      ['Paul Aubry', true],
    ]);
    await write({ kind: 'reminder' });
    await send(server.url);
    expect(server.received.map(({ to }) => to[0])).toEqual([
      'bernard@exemple.fr',
      'bernard@exemple.fr',
    ]);
  });

  it('refuses our words or our relaying (554, 550 5.7.1): the address is not to blame', async () => {
    const server = await serve({
      atRecipient: (address) =>
        address.startsWith('relais') ? { code: 550, text: '5.7.1 relaying denied' } : undefined,
      atWords: () => ({ code: 554, text: '5.6.0 looks like spam' }),
    });
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await addPerson('Paul Aubry', 'relais@exemple.fr');
    await write();
    await send(server.url);
    expect((await standing()).map(([, state]) => state)).toEqual(['refused', 'refused']);
    expect((await listAudience(platform.store, survey)).some(({ hasBounced }) => hasBounced)).toBe(
      false,
    );
  });

  it('is not there: nothing is attempted, and all leaves once it is', async () => {
    const server = await serve();
    const { port } = server;
    await server.close();
    servers.pop();
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    await expect(send(server.url)).rejects.toThrow(SmtpTrouble);
    expect(platform.store.sqlite.prepare('SELECT count(*) AS n FROM mail_attempts').get()).toEqual({
      n: 0,
    });
    const back = await serve({ port });
    await send(back.url);
    expect(back.received).toHaveLength(1);
  });
});

describe('nobody receives a mail twice', () => {
  it('a line cut once the words had left: the outcome is uncertain, and nothing sends it again', async () => {
    let conversations = 0;
    const rude = createServer((socket) => {
      conversations += 1;
      socket.write('220 rude\r\n');
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        const said = chunk.toString();
        if (/^EHLO/i.test(said)) socket.write('250 rude\r\n');
        else if (/^(MAIL|RCPT)/i.test(said)) socket.write('250 ok\r\n');
        else if (/^DATA/i.test(said)) socket.write('354 go on\r\n');
        else socket.destroy();
      });
    });
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const address = rude.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    const start = Date.now();
    await send(`smtp://127.0.0.1:${port}`, start);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'uncertain']]);
    await send(`smtp://127.0.0.1:${port}`, start + 100 * 60 * MINUTE);
    expect(conversations).toBe(1);
    await new Promise((resolve) => rude.close(resolve));
  });

  it('a process that died before the words left: the mail is due again; after: it is uncertain', async () => {
    const server = await serve();
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await addPerson('Lucie Ferrand', 'lucie@exemple.fr');
    await write();
    const now = Date.now();
    const claim = () => claimMail(platform.store, { now, leaseFor: LEASE_MS, key: newToken() });
    const first = await claim();
    const second = await claim();
    expect(first?.id).not.toBe(second?.id);
    expect(await claim()).toBeUndefined(); // both are held
    await markTransmitted(platform.store, second?.attemptId ?? 0);
    await closeAbandonedAttempts(platform.store, now + LEASE_MS - 1);
    expect((await standing()).map(([, state]) => state)).toEqual(['waiting', 'waiting']);
    await send(server.url, now + LEASE_MS);
    expect(server.received.map(({ to }) => to[0])).toEqual([first?.address]);
    expect((await standing()).sort()).toEqual(
      [
        [first?.address, 'sent'],
        [second?.address, 'uncertain'],
      ].sort(),
    );
  });

  it('a disk that is full just before the words leave: nothing leaves, and the mail is tried again', async () => {
    const server = await serve();
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    const { sqlite } = platform.store;
    sqlite.exec(`CREATE TEMP TRIGGER full BEFORE UPDATE OF transmitted_at ON mail_attempts
      BEGIN SELECT RAISE(ABORT, 'full'); END`);
    const start = Date.now();
    await send(server.url, start);
    expect(server.received).toEqual([]);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'waiting']]);
    sqlite.exec('DROP TRIGGER full');
    await send(server.url, start + MINUTE);
    expect(server.received).toHaveLength(1);
  });

  it('a disk that is full just after the server took it: received once, and said to be uncertain', async () => {
    const server = await serve();
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await write();
    const { sqlite } = platform.store;
    sqlite.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON mail_outcomes
      BEGIN SELECT RAISE(ABORT, 'full'); END`);
    const start = Date.now();
    await expect(send(server.url, start)).rejects.toThrow('full');
    sqlite.exec('DROP TRIGGER full');
    await send(server.url, start + 1000);
    await send(server.url, start + LEASE_MS);
    expect(server.received).toHaveLength(1);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'uncertain']]);
  });

  it('two senders at once share the queue', async () => {
    const server = await serve();
    for (let n = 0; n < 30; n += 1) await addPerson(`Marchand ${n}`, `marchand${n}@exemple.fr`);
    await write();
    await Promise.all([send(server.url), send(server.url), send(server.url)]);
    const to = server.received.map(({ to }) => to[0]);
    expect([to.length, new Set(to).size]).toEqual([30, 30]);
  });
});

describe('who is written to is decided again when the mail leaves', () => {
  it('not who answered, opted out, or lost the link meanwhile', async () => {
    const server = await serve();
    const heard = await addPerson('Paul Aubry', 'paul@exemple.fr');
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    await addPerson('Lucie Ferrand', 'Lucie@exemple.fr');
    const revoked = await addPerson('Odile Marchadier', 'odile@exemple.fr');
    await write();
    await sendMarket(platform.store, survey, SHOPPER);
    platform.store.sqlite.prepare('UPDATE responses SET stakeholder_id = ?').run(heard);
    await insertOptOut(platform.store, {
      missionId: survey.missionId,
      address: 'lucie@exemple.fr',
      way: 'page',
    });
    const held = await listInvitations(platform.store, survey.id);
    const invitationId = held.find(({ stakeholder }) => stakeholder?.id === revoked)?.id ?? '';
    await revokeInvitation(platform.store, { survey, by, invitationId });
    await send(server.url);
    expect(server.received.map(({ to }) => to[0])).toEqual(['bernard@exemple.fr']);
    expect((await standing()).sort()).toEqual([
      ['Lucie@exemple.fr', 'opted-out'],
      ['bernard@exemple.fr', 'sent'],
      ['odile@exemple.fr', 'revoked'],
      ['paul@exemple.fr', 'answered'],
    ]);
  });

  it('nobody once the survey is closed, or while the mailing is held back', async () => {
    const server = await serve();
    await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
    const id = await write();
    await pauseMailing(platform.store, { survey, by, id, isPaused: true });
    await send(server.url);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'waiting']]);
    await closeSurvey(platform.store, { survey, by });
    await pauseMailing(platform.store, { survey, by, id, isPaused: false });
    await send(server.url, Date.now() + 1);
    expect(await standing()).toEqual([['bernard@exemple.fr', 'closed']]);
    expect(server.received).toEqual([]);
  });
});

it('without a server, mails stay in the local outbox, and do not leave when one comes', async () => {
  await addPerson('Bernard Ollivier', 'bernard@exemple.fr');
  await write();
  await send(undefined);
  expect(await standing()).toEqual([['bernard@exemple.fr', 'kept']]);
  const server = await serve();
  await send(server.url);
  expect(server.received).toEqual([]);
});
