import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../db/ids.ts';
import { listInvitations } from '../../../db/queries/invitations.ts';
import { findMailTemplate, listAudience, listMails } from '../../../db/queries/mailings.ts';
import {
  claimMail,
  closeAbandonedAttempts,
  findRecipient,
  markTransmitted,
} from '../../../db/queries/mails.ts';
import { insertResponse } from '../../../db/queries/responses.ts';
import { findQuestionnaire, type Survey, updateCalendar } from '../../../db/queries/surveys.ts';
import { sendDueMails } from '../../../server/mail/send.ts';
import { addStallholder, publishMarket, SHOPPER, sendMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

let platform: TestPlatform;
let mission: string;
let survey: Survey;
let solange: Visitor;
let bernard: string;
let lucie: string;

beforeEach(async () => {
  platform = await openTestPlatform();
  const { store } = platform;
  const consultant = await addAccount(store, 'Solange Perrin', 'consultant');
  mission = await addMission(store, consultant);
  survey = await publishMarket(store, mission, { isOpen: false });
  bernard = await addStallholder(store, mission, { email: 'bernard@exemple.fr' });
  lucie = await addStallholder(store, mission, {
    name: 'Lucie Ferrand',
    email: 'lucie@exemple.fr',
    category: 'chamber',
  });
  await addStallholder(store, mission, { name: 'Paul Aubry', email: null });
  await addStallholder(store, mission, { name: 'Odile Marchadier', email: 'odile@' });
  solange = await signInAs(platform, 'Solange Perrin');
});
afterEach(() => platform.close());

const address = (act = '') => `/missions/${mission}/enquetes/${survey.id}/courriels${act}`;
const preparation = (type: string, qui: readonly string[] = []) => {
  const query = new URLSearchParams({ type });
  for (const one of qui) query.append('qui', one);
  return solange.get(`${address('/envois/nouveau')}?${query}`);
};
const formIn = (body: string) => {
  const field = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
  return { id: field('id'), kind: field('kind'), people: field('people') };
};
const confirm = async (type: string, qui: readonly string[] = []) =>
  solange.post(address('/envois'), formIn((await preparation(type, qui)).body));
/** No server is configured: everything goes to the local outbox. */
const leave = () =>
  sendDueMails(platform.store, platform.services.config, { signal: new AbortController().signal });
const everyMail = () => listMails(platform.store, survey.id, { limit: 100, offset: 0 });
const EVERYONE = ['linked', 'mayor', 'chamber'];

describe('preparing a mailing', () => {
  it('says who will be written to, who will not and why, and what the first one will read', async () => {
    const { body } = await preparation('invitation', EVERYONE);
    expect(body).toContain('2\u00a0personnes recevront ce courriel.');
    expect(body).toContain('Sans adresse électronique (1)');
    expect(body).toContain('Adresse illisible (1)');
    expect(body).toMatch(/Bonjour (Bernard Ollivier|Lucie Ferrand),/);
    expect(formIn(body).people.split(' ').sort()).toEqual([bernard, lucie].sort());
    expect(await everyMail()).toEqual([]); // nothing is decided by looking
    expect(await listInvitations(platform.store, survey.id)).toEqual([]);
  });

  it('invites by default only those who were given a link', async () => {
    expect((await preparation('invitation')).body).toContain('Personne à qui écrire.');
  });

  it('writes once, however often the form is sent, and to nobody who was not shown', async () => {
    const form = formIn((await preparation('invitation', ['chamber'])).body);
    const both = await Promise.all([
      solange.post(address('/envois'), form),
      solange.post(address('/envois'), form),
    ]);
    expect(both.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    expect((await everyMail()).map(({ address }) => address)).toEqual(['lucie@exemple.fr']);
    expect(await listInvitations(platform.store, survey.id)).toHaveLength(1);
    const again = await confirm('invitation', EVERYONE);
    expect(again.statusCode).toBe(303);
    expect((await everyMail()).map(({ address }) => address).sort()).toEqual([
      'bernard@exemple.fr',
      'lucie@exemple.fr',
    ]);
  });

  it('reminds only who was invited and has not answered', async () => {
    expect((await preparation('reminder')).body).toContain('Personne à qui écrire.');
    await confirm('invitation', EVERYONE);
    expect((await preparation('reminder')).body).toContain('Un courriel est déjà en attente (2)');
    await leave();
    await sendMarket(platform.store, survey, SHOPPER);
    platform.store.sqlite.prepare('UPDATE responses SET stakeholder_id = ?').run(bernard);
    const { body } = await preparation('reminder');
    expect(body).toContain('1\u00a0personne recevra ce courriel.');
    expect(body).toContain('A déjà répondu (1)');
    expect(formIn(body).people).toBe(lucie);
  });

  it('does not invite who was reminded already', async () => {
    await confirm('invitation', ['chamber']);
    await leave();
    await confirm('reminder');
    await leave();
    platform.store.sqlite.exec(
      "UPDATE mail_outcomes SET outcome = 'expired' WHERE mail_id IN (SELECT mails.id FROM mails JOIN mailings ON mailings.id = mailing_id WHERE kind = 'invitation')",
    );
    expect((await preparation('invitation')).body).toContain('A déjà reçu l’invitation (1)');
  });

  it('announces an end only where there is one, and nothing once it has come', async () => {
    expect((await preparation('closing')).body).toContain('n’a pas de date de clôture');
    const calendar = { survey, by: '', opensAt: 0, closesAt: Date.now() - 1000, finishesAt: null };
    const by =
      platform.store.sqlite.prepare<[], { id: string }>('SELECT id FROM accounts').get()?.id ?? '';
    await updateCalendar(platform.store, { ...calendar, by });
    const { body } = await preparation('invitation', EVERYONE);
    expect(body).toContain('L’enquête est close');
    const id = newId();
    const refused = await solange.post(address('/envois'), {
      id,
      kind: 'invitation',
      people: bernard,
    });
    expect(refused.statusCode).toBe(422);
    expect(await everyMail()).toEqual([]);
  });

  it('makes nothing of other kinds, other people and other missions’ ids', async () => {
    expect((await preparation('publicite')).statusCode).toBe(404);
    const marc = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const elsewhere = await addMission(platform.store, marc);
    const stranger = await addStallholder(platform.store, elsewhere, {
      email: 'ailleurs@exemple.fr',
    });
    await solange.post(address('/envois'), {
      id: newId(),
      kind: 'invitation',
      people: `${stranger} ' OR`,
    });
    expect(await everyMail()).toEqual([]);
    expect(
      (await solange.post(address('/envois'), { id: 'x', kind: 'invitation', people: bernard }))
        .statusCode,
    ).toBe(404);
  });
});

describe('a mailing under way', () => {
  it('is held back, goes on, and what is left of it is cancelled for good', async () => {
    const { headers } = await confirm('invitation', EVERYONE);
    const page = String(headers.location);
    expect((await solange.get(page)).body).toContain('En attente');
    await solange.post(`${page}/pause`);
    await leave();
    expect((await everyMail()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    await solange.post(`${page}/annulation`);
    await solange.post(`${page}/reprise`);
    await leave();
    expect((await everyMail()).map(({ state, reason }) => [state, reason])).toEqual([
      ['skipped', 'cancelled'],
      ['skipped', 'cancelled'],
    ]);
    expect((await solange.get(page)).body).toContain('Annulé');
  });

  it('leaves a mail of unknown outcome to a person, who decides once', async () => {
    await confirm('invitation', ['chamber']);
    const now = Date.now();
    const claimed = await claimMail(platform.store, { now, leaseFor: 1, key: 'clé' });
    await markTransmitted(platform.store, claimed?.attemptId ?? 0);
    await closeAbandonedAttempts(platform.store, now + 1);
    expect((await solange.get(address())).body).toContain('À trancher');
    const decision = address(`/${claimed?.id}/decision`);
    expect((await solange.post(decision, { decision: 'peut-être' })).statusCode).toBe(404);
    await solange.post(decision, { decision: 'again' });
    await solange.post(decision, { decision: 'again' });
    await leave();
    const states = (await everyMail()).map(({ state }) => state).sort();
    expect(states).toEqual(['kept', 'settled']);
    expect((await solange.get(address())).body).not.toContain('À trancher');
  });
});

describe('the words of a mail', () => {
  const template = (kind = 'invitation') => address(`/modeles/${kind}`);
  const words = {
    subject: 'Votre halle, {commune}',
    body: 'Cher {prenom-nom},\n\n{lien}',
    act: 'save',
  };

  it('are kept for the mails to come', async () => {
    expect((await solange.post(template(), words)).statusCode).toBe(303);
    await confirm('invitation', ['chamber']);
    await leave();
    const outbox = await solange.get(`/missions/${mission}/boite-d-envoi`);
    const [, href = ''] =
      /href="(\/missions\/[^"]+\/boite-d-envoi\/[^"]+)"/.exec(outbox.body) ?? [];
    const { body } = await solange.get(href);
    expect(body).toContain('Cher Lucie Ferrand,');
    const [, token = ''] = /\/i\/([\w-]{43})/.exec(body) ?? [];
    expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(200);
    const file = await solange.get(`${href}/courriel.eml`);
    expect(file.headers['content-type']).toBe('message/rfc822');
    expect(file.body).toMatch(/^To: Lucie Ferrand <lucie@exemple\.fr>\r$/m);
    await solange.post(`/missions/${mission}/boite-d-envoi/vidage`);
    expect((await solange.get(href)).statusCode).toBe(404);
    expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(200); // handed over already
  });

  it('keep links that open, even once the key beside the store was lost', async () => {
    await confirm('invitation', ['chamber']);
    await leave();
    rmSync(join(platform.directory, 'links.key'));
    const outbox = await solange.get(`/missions/${mission}/boite-d-envoi`);
    const [, href = ''] =
      /href="(\/missions\/[^"]+\/boite-d-envoi\/[^"]+)"/.exec(outbox.body) ?? [];
    const [, token = ''] = /\/i\/([\w-]{43})/.exec((await solange.get(href)).body) ?? [];
    expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(200);
  });

  it('are refused, with what was typed, where they would not work', async () => {
    const faults: [Record<string, string>, string][] = [
      [{ subject: '' }, 'Écrivez un objet.'],
      [{ body: 'Bonjour.' }, 'Gardez {lien} dans le texte'],
      [{ body: 'Bonjour {nom}, {lien}' }, 'La variable {nom} n’existe pas'],
      [{ subject: 'Ici {lien}' }, 'n’a pas sa place dans un objet'],
      [{ subject: 'a'.repeat(201) }, 'dépasse 200'],
    ];
    for (const [typed, sentence] of faults) {
      const answer = await solange.post(template(), { ...words, ...typed });
      expect([answer.statusCode, answer.body.includes(sentence)]).toEqual([422, true]);
      expect(answer.body).toContain(typed.body === undefined ? 'Cher {prenom-nom}' : typed.body);
    }
    const receipt = await solange.post(template('receipt'), {
      subject: 'Merci',
      body: 'Merci.',
      act: 'save',
    });
    expect(receipt.body).toContain('Gardez {recu} dans le texte');
    expect((await solange.get(template('constructor'))).statusCode).toBe(404);
  });

  it('are inert in the page that shows them', async () => {
    const body = '<script>alert(1)</script> {{{{raw}}}} {lien}';
    const answer = await solange.post(template(), { ...words, body, act: 'preview' });
    expect(answer.statusCode).toBe(422); // {raw} is no variable
    expect(answer.body).not.toContain('<script>alert');
    expect(answer.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; {{{{raw}}}}');
  });

  it('are tried on oneself: nobody else is written to, and the link opens nothing', async () => {
    await solange.post(template(), { ...words, act: 'trial', pour: lucie });
    await leave();
    expect(await everyMail()).toEqual([]); // a trial is no mail of the survey
    const outbox = await solange.get(`/missions/${mission}/boite-d-envoi`);
    expect(outbox.body).toContain('[Essai]');
    expect(outbox.body).toContain('solange.perrin@exemple.fr');
    const [, href = ''] =
      /href="(\/missions\/[^"]+\/boite-d-envoi\/[^"]+)"/.exec(outbox.body) ?? [];
    const { body } = await solange.get(href);
    expect(body).toContain('Cher Lucie Ferrand,');
    expect(body).not.toMatch(/\/i\/[\w-]{43}/);
  });
});

describe('asking not to be written to any more', () => {
  let optOut: string;

  beforeEach(async () => {
    await confirm('invitation', ['chamber']);
    await leave();
    const outbox = await solange.get(`/missions/${mission}/boite-d-envoi`);
    const [, href = ''] =
      /href="(\/missions\/[^"]+\/boite-d-envoi\/[^"]+)"/.exec(outbox.body) ?? [];
    optOut = /\/courriels\/desinscription\/[\w.-]+/.exec((await solange.get(href)).body)?.[0] ?? '';
  });

  const isOut = async () =>
    (await listAudience(platform.store, survey)).some(({ isOptedOut }) => isOptedOut);

  it('takes a press on the page, not the glance of a mail scanner', async () => {
    const reader = openVisitor(platform);
    expect((await reader.get(optOut)).statusCode).toBe(200);
    expect(await isOut()).toBe(false);
    expect((await reader.post(optOut, { choice: 'out' })).statusCode).toBe(303);
    expect(await isOut()).toBe(true);
    expect((await reader.get(optOut)).body).toContain('Vous ne recevrez plus');
    expect((await preparation('reminder')).body).toContain(
      'Ne veut plus recevoir de courriels (1)',
    );
    await reader.post(optOut, { choice: 'back' });
    expect(await isOut()).toBe(false);
  });

  it('takes the one click of a mail program, which says no origin and holds no cookie', async () => {
    const answer = await platform.app.inject({
      method: 'POST',
      url: optOut,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    });
    expect(answer.statusCode).toBe(200);
    expect(await isOut()).toBe(true);
  });

  it('is nobody’s business but the addressee’s: a signature that is not ours opens nothing', async () => {
    const [, mailId = ''] = /desinscription\/(\w+)\./.exec(optOut) ?? [];
    const reader = openVisitor(platform);
    for (const forged of [
      mailId,
      `${mailId}.`,
      `${mailId}.${'a'.repeat(43)}`,
      `.${optOut.split('.')[1]}`,
    ]) {
      expect((await reader.get(`/courriels/desinscription/${forged}`)).statusCode).toBe(404);
      expect(
        (await reader.post(`/courriels/desinscription/${forged}`, { choice: 'out' })).statusCode,
      ).toBe(404);
    }
    expect((await reader.post(optOut, {})).statusCode).toBe(404);
    expect(await isOut()).toBe(false);
    expect(await findRecipient(platform.store, 'un-autre')).toBeUndefined();
  });
});

describe('receipts', () => {
  const template = { subject: 'Merci', body: 'Reçu {recu}.', act: 'save', automatic: 'yes' };
  const answer = async () => {
    const [invitation] = await listInvitations(platform.store, survey.id);
    const questionnaire = await findQuestionnaire(platform.store, survey.id);
    const responseId = await insertResponse(platform.store, {
      surveyId: survey.id,
      questionnaireId: questionnaire?.id ?? '',
      invitation: { id: invitation?.id ?? '', stakeholderId: lucie },
    });
    return sendMarket(platform.store, survey, SHOPPER, { responseId });
  };

  it('leave by themselves to who was invited and has answered, where the survey says so', async () => {
    await confirm('invitation', ['chamber']);
    await leave();
    await solange.post(address('/modeles/receipt'), template);
    const sent = await answer();
    await leave();
    const receipts = (await everyMail()).filter(({ kind }) => kind === 'receipt');
    expect(receipts.map(({ address, state }) => [address, state])).toEqual([
      ['lucie@exemple.fr', 'kept'],
    ]);
    const { body } = await solange.get(`/missions/${mission}/boite-d-envoi/${receipts[0]?.id}`);
    expect(body).toContain(`Reçu ${sent.submission.receipt.match(/.{4}/g)?.join(' ')}.`);
    await sendMarket(platform.store, survey, SHOPPER, {
      responseId: sent.submission.responseId,
      key: sent.submission.key,
    });
    expect((await everyMail()).filter(({ kind }) => kind === 'receipt')).toHaveLength(1);
  });

  it('do not leave where nobody asked for them', async () => {
    await confirm('invitation', ['chamber']);
    await answer();
    expect((await everyMail()).filter(({ kind }) => kind === 'receipt')).toEqual([]);
  });

  it('never leave for an anonymous survey: the hour of a mail would say who answered', async () => {
    platform.store.sqlite.prepare('UPDATE surveys SET is_anonymous = 1').run();
    expect((await solange.get(address())).body).toContain('Enquête anonyme');
    await solange.post(address('/modeles/receipt'), template);
    const held = await findMailTemplate(platform.store, survey.id, 'receipt');
    expect(held?.isAutomatic).toBe(false);
  });
});
