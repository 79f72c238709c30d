import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { codeFrom, spacedCode } from '../../db/codes.ts';
import { newToken } from '../../db/ids.ts';
import { listAudienceMembers } from '../../db/queries/audience.ts';
import {
  type Handed,
  insertInvitations,
  type ListedInvitation,
  listInvitations,
  listInvitationsByToken,
  renewInvitation,
  revokeInvitation,
} from '../../db/queries/invitations.ts';
import { listStakeholders } from '../../db/queries/stakeholders.ts';
import { findQuestionnaire, listParticipants, type Survey } from '../../db/queries/surveys.ts';
import { listTerritories } from '../../db/queries/territories.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { stateAt } from '../../surveys/campaign.ts';
import { render } from '../../views/engine.ts';
import { campaignMessages } from '../../views/messages/campaigns.ts';
import { letterMessages } from '../../views/messages/letters.ts';
import { surveyMessages } from '../../views/messages/surveys.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { drawQr } from '../../views/qr.ts';
import { questionnaireOf } from '../answering.ts';
import { closestPlaces } from '../closest-places.ts';
import { spreadsheetCsv } from '../documents/write/spreadsheetCsv.ts';
import { conflict, notFound } from '../errors.ts';
import { setFlash } from '../frames.ts';
import { type Addressee, letterForm, writeLetters } from '../letters.ts';
import type { Services } from '../services.ts';
import {
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';

const said = surveyMessages.invitations;

const oneOrMany = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
/** On the page of links; letters draw them all. */
const MOST_DRAWN = 50;
const TOKEN = /^[\w-]{43}$/;

const invitationForm = z.object({
  key: z.string().regex(TOKEN).catch(newToken),
  stakeholder: oneOrMany,
  category: oneOrMany,
  /** People who joined the survey together. */
  audience: z.string().max(60).optional().catch(undefined),
});

const linksForm = z.object({
  tokens: z
    .string()
    .transform((text) => text.split(' ').filter((token) => TOKEN.test(token)))
    .catch([]),
});

type One = { Params: { mission: string; survey: string; invitation: string } };

/** Personal links: made for several people at once, shown once, made again, taken back. */
export function invitations(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/enquetes/:survey/invitations';

  app.get(index, async (request, reply) =>
    page(request, reply, await requireSurveyMember(services, request)),
  );

  app.post(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { key, ...chosen } = invitationForm.parse(request.body ?? {});
    const stakeholderIds = await chosenPeople(found, chosen);
    if (stakeholderIds.length === 0)
      return page(request, reply.code(422), found, { error: said.choose, key });
    const handed = await insertInvitations(store, { ...actOf(found), key, stakeholderIds });
    if (handed.length > 0) return links(request, reply, found, handed);
    setFlash(request, said.alreadyInvited, 'information');
    return backTo(reply, found);
  });

  app.post<One>(`${index}/:invitation/renouvellement`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { key } = invitationForm.parse(request.body ?? {});
    const { invitation: invitationId } = request.params;
    const renewal = await renewInvitation(store, { ...actOf(found), key, invitationId });
    if (renewal.outcome === 'unknown') throw notFound();
    if (renewal.outcome !== 'renewed') throw conflict(said.renewalRefused[renewal.outcome]);
    return links(request, reply, found, [renewal]);
  });

  app.post<One>(`${index}/:invitation/retrait`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { invitation: invitationId } = request.params;
    const isRevoked = await revokeInvitation(store, { ...actOf(found), invitationId });
    if (!isRevoked) throw notFound();
    setFlash(request, said.revoked);
    return backTo(reply, found);
  });

  /** The page of links sends back what it shows, since nothing here could read a token again. */
  app.post(`${index}/liens.csv`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { tokens } = linksForm.parse(request.body ?? {});
    const handed = await listInvitationsByToken(store, found.survey.id, tokens);
    if (handed.length === 0) throw notFound();
    const rows = await linkRows(found, handed);
    const { columns } = said;
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${said.fileName}.csv"`)
      .header('cache-control', 'no-store')
      .send(
        spreadsheetCsv([
          Object.values(columns),
          ...rows.map((row) =>
            [row.name, row.email, row.function, row.organisation, row.place, row.url, row.code].map(
              (cell) => cell ?? '',
            ),
          ),
        ]),
      );
  });

  /** Sheets to print, from the same tokens: one a person, with the drawing of the link and its code. */
  app.post(`${index}/lettres`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { tokens } = linksForm.parse(request.body ?? {});
    const handed = await listInvitationsByToken(store, found.survey.id, tokens);
    if (handed.length === 0) throw notFound();
    return letters(request, reply, found, handed);
  });

  /** Whoever was ticked, alone or with a whole category, and has not answered yet. */
  async function chosenPeople(
    { member, survey }: SurveyMember,
    chosen: Omit<z.output<typeof invitationForm>, 'key'>,
  ): Promise<string[]> {
    const joined = new Set(await joinedBy(survey, chosen.audience));
    const people = await listStakeholders(store, member.mission.id);
    const participants = await listParticipants(store, survey.id);
    const heard = new Set(
      participants.filter(({ isSent }) => isSent).map(({ stakeholderId }) => stakeholderId),
    );
    return people
      .filter(({ id, category }) =>
        [chosen.stakeholder.includes(id), chosen.category.includes(category), joined.has(id)].some(
          Boolean,
        ),
      )
      .filter(({ id }) => !heard.has(id))
      .map(({ id }) => id);
  }

  async function joinedBy(survey: Survey, importId: string | undefined): Promise<string[]> {
    if (importId === undefined) return [];
    const members = await listAudienceMembers(store, { surveyId: survey.id, importId });
    return members.map(({ stakeholder }) => stakeholder.id);
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    { error, key }: { readonly error: string | null; readonly key: string } = {
      error: null,
      key: newToken(),
    },
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const rows = await listInvitations(store, survey.id);
    const placeOf = await closestPlaces(
      store,
      rows.map(({ stakeholder }) => stakeholder),
    );
    const title = error ? `${messages.interviews.errorPrefix}${said.title}` : said.title;
    reply.header('cache-control', 'no-store');
    return render(reply, 'invitations/index', surveyFrame(request, found, { title }), {
      survey: survey.title,
      tabs: surveyTabs(found, 'invitations'),
      isClosed: stateAt(survey, Date.now()) === 'closed',
      invitations: rows.map((row) => ({
        ...personOf(row),
        place: placeOf(row.stakeholder),
        createdAt: row.createdAt,
        state: said.states[stateOf(row)],
        renewal:
          stateOf(row) === 'sent' ? null : paths.invitationRenewal(missionId, survey.id, row.id),
        revocation:
          row.revokedAt === null ? paths.invitationRevocation(missionId, survey.id, row.id) : null,
      })),
      form: {
        action: paths.invitations(missionId, survey.id),
        key,
        error,
        summary: error ? [{ href: '#qui', message: error }] : [],
        groups: await groupsOf(found),
      },
      newStakeholderPath: paths.newStakeholder(missionId),
      mailsPath: paths.mails(missionId, survey.id),
      audiencesPath: paths.audiences(missionId, survey.id),
    });
  }

  /** Those who were not invited and did not answer, by category. */
  async function groupsOf({ member, survey }: SurveyMember) {
    const participants = await listParticipants(store, survey.id);
    const known = new Set(participants.map(({ stakeholderId }) => stakeholderId));
    const everyone = await listStakeholders(store, member.mission.id);
    const others = everyone.filter(({ id }) => !known.has(id));
    const placeOf = await closestPlaces(store, others);
    return STAKEHOLDER_CATEGORIES.flatMap((category) => {
      const people = others.filter((person) => person.category === category);
      if (people.length === 0) return [];
      return {
        label: messages.categories[category],
        whole: { value: category, label: said.wholeCategory(people.length) },
        people: people.map((person) => ({
          value: person.id,
          label: [person.name, whoOf(person)].filter(Boolean).join(', '),
          hint: placeOf(person) ?? '',
        })),
      };
    });
  }

  async function links(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    handed: readonly Handed[],
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const rows = await linkRows(found, handed);
    const frame = surveyFrame(request, found, {
      title: said.links,
      above: [{ label: said.title, href: paths.invitations(missionId, survey.id) }],
      scripts: ['copy'],
    });
    reply.header('cache-control', 'no-store');
    return render(reply, 'invitations/links', frame, {
      survey: survey.title,
      links: rows.map((row) => ({
        ...row,
        qr: rows.length > MOST_DRAWN ? null : drawQr(row.url, letterMessages.qrOf(row.who)),
      })),
      codeUrl: config.baseUrl + paths.code(),
      lettersPath: paths.invitationLetters(missionId, survey.id),
      allIds: rows.map(({ id }) => id).join(' '),
      download: {
        action: paths.invitationLinks(missionId, survey.id),
        tokens: handed.map(({ token }) => token).join(' '),
      },
      backPath: paths.invitations(missionId, survey.id),
    });
  }

  async function letters(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    handed: readonly Handed[],
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const typed = letterForm.parse(request.body ?? {});
    const text = typed.text || (await defaultText(survey));
    const frame = surveyFrame(request, found, {
      title: letterMessages.title,
      above: [{ label: said.title, href: paths.invitations(missionId, survey.id) }],
      scripts: ['copy'],
    });
    reply.header('cache-control', 'no-store');
    return render(reply, 'invitations/letters', frame, {
      ...(await writeLetters(
        await addresseesOf(found, handed),
        { ...typed, text },
        config.baseUrl,
      )),
      survey: survey.title,
      title: letterMessages.title,
      summary: letterMessages.summary(handed.length),
      action: paths.invitationLetters(missionId, survey.id),
      tokens: handed.map(({ token }) => token).join(' '),
      backPath: paths.invitations(missionId, survey.id),
    });
  }

  async function defaultText(survey: Survey): Promise<string> {
    const row = await findQuestionnaire(store, survey.id);
    const minutes = row && questionnaireOf(row).minutes;
    return letterMessages.text(survey.title, minutes, campaignMessages.deadline(survey));
  }

  async function addresseesOf(
    { survey }: SurveyMember,
    handed: readonly Handed[],
  ): Promise<Addressee[]> {
    const tokens = new Map(handed.map(({ invitationId, token }) => [invitationId, token]));
    const rows = await listInvitations(store, survey.id);
    const codes = rows.flatMap(({ stakeholder }) => stakeholder?.communeCode ?? []);
    const towns = new Map(
      (await listTerritories(store, codes)).map(({ code, name, postcodes }) => [
        code,
        [postcodes[0], name].filter(Boolean).join(' '),
      ]),
    );
    return rows.flatMap(({ id, name, address, stakeholder }) => {
      const token = tokens.get(id);
      if (token === undefined) return [];
      return {
        token,
        name: name || null,
        address: address || null,
        function: stakeholder?.function ?? '',
        organisation: stakeholder?.organisation ?? '',
        town: towns.get(stakeholder?.communeCode ?? '') ?? null,
      };
    });
  }

  function meansOf(token: string) {
    return {
      url: config.baseUrl + paths.invitation(token),
      code: spacedCode(codeFrom(token)),
    };
  }

  async function linkRows({ survey }: SurveyMember, handed: readonly Handed[]) {
    const listed = await listInvitations(store, survey.id);
    const tokens = new Map(handed.map(({ invitationId, token }) => [invitationId, token]));
    const rows = listed.filter(({ id }) => tokens.has(id));
    const placeOf = await closestPlaces(
      store,
      rows.map(({ stakeholder }) => stakeholder),
    );
    return rows.map((row) => ({
      ...personOf(row),
      id: `lien-${row.id}`,
      email: row.email,
      function: row.stakeholder?.function ?? '',
      organisation: row.stakeholder?.organisation ?? '',
      place: placeOf(row.stakeholder),
      ...meansOf(tokens.get(row.id) ?? ''),
    }));
  }
}

const actOf = ({ member, survey }: SurveyMember) => ({ survey, by: member.account.id });

const backTo = (reply: FastifyReply, { member, survey }: SurveyMember) =>
  reply.redirect(paths.invitations(member.mission.id, survey.id), 303);

const personOf = ({ name, stakeholder }: ListedInvitation) => ({
  name,
  who: stakeholder ? whoOf(stakeholder) : said.unknownPerson,
});

const whoOf = (person: { readonly function: string; readonly organisation: string }) =>
  [person.function, person.organisation].filter(Boolean).join(', ');

function stateOf({
  startedAt,
  submittedAt,
  participation,
}: ListedInvitation): keyof typeof said.states {
  if (submittedAt !== null || participation !== null) return 'sent';
  return startedAt === null ? 'waiting' : 'started';
}
