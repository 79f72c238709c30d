import { newToken } from '../db/ids.ts';
import { insertAccessLink } from '../db/queries/access-links.ts';
import { type AccountRole, insertAccount, listAccounts } from '../db/queries/accounts.ts';
import { saveMembership } from '../db/queries/missions.ts';
import { findShownRun } from '../db/queries/runs.ts';
import { listSurveys } from '../db/queries/surveys.ts';
import { paths } from '../views/paths.ts';
import { answerDemonstration } from './demonstration-answering.ts';
import { draftDemonstration } from './demonstration-drafts.ts';
import { fieldDemonstration } from './demonstration-fielding.ts';
import { remindDemonstration } from './demonstration-mails.ts';
import { reviewDemonstration } from './demonstration-reviews.ts';
import { beginMission } from './missions.ts';
import { hashPassword } from './passwords.ts';
import type { Services } from './services.ts';

export interface Address {
  readonly label: string;
  readonly url: string;
}

interface Role {
  readonly label: string;
  readonly name: string;
  readonly email: string;
  readonly role: AccountRole;
}

/** Two consultants: who writes a finding is not who validates it. */
const ROLES: readonly Role[] = [
  {
    label: 'Consultante',
    name: 'Claire Aubertin',
    email: 'consultante@demonstration.invalid',
    role: 'consultant',
  },
  {
    label: 'Consultant qui valide',
    name: 'Karim Lefebvre',
    email: 'consultant@demonstration.invalid',
    role: 'consultant',
  },
  {
    label: 'Enquêtrice',
    name: 'Odile Marchadier',
    email: 'enquetrice@demonstration.invalid',
    role: 'interviewer',
  },
  {
    label: 'Administrateur',
    name: 'Paul Thévenot',
    email: 'administrateur@demonstration.invalid',
    role: 'administrator',
  },
];

/** A number of themes that a person would choose for so small a corpus, after looking at several. */
const DEMONSTRATION_SETTINGS = { classes: 9 };

const MONTH = 30 * 24 * 3_600_000;

/**
 * Makes the demonstration ready: its people, its mission, its first analysis. What is there already is
 * kept, so a second start only makes new links. @returns where each role enters.
 */
export async function prepareDemonstration(
  services: Services,
  say: (line: string) => void,
): Promise<Address[]> {
  const { store, config, runs } = services;
  const people = await preparePeople();
  const [author, validator] = people;
  if (!author || !validator) throw new Error('the demonstration has no people');
  const mission = await beginMission(services, {
    template: 'demonstration',
    title: '',
    createdBy: author.id,
  });
  for (const { id, role } of people.slice(1))
    await saveMembership(store, {
      missionId: mission,
      accountId: id,
      role: role === 'interviewer' ? 'interviewer' : 'consultant',
      addedBy: author.id,
    });
  await fieldDemonstration(store, mission, author.id);
  await answerDemonstration(store, mission, { author: author.id, validator: validator.id });
  await remindDemonstration(store, config, mission, author.id);
  await draftDemonstration(store, mission, { author: author.id, validator: validator.id });
  if (!(await findShownRun(store, mission))) {
    say('Analyse de la mission de démonstration…');
    await runs.ended(await runs.start(mission, author.id, DEMONSTRATION_SETTINGS));
    await reviewDemonstration(store, mission, { author: author.id, validator: validator.id });
  }
  const staff = await Promise.all(people.map(addressOf));
  const [survey] = await listSurveys(store, mission);
  return survey
    ? [
        { label: 'Élu qui répond', url: config.baseUrl + paths.answering(survey.survey.slug) },
        ...staff,
      ]
    : staff;

  async function preparePeople() {
    const known = new Map((await listAccounts(store)).map(({ email, id }) => [email, id]));
    const prepared = [];
    for (const person of ROLES) {
      const { name, email, role } = person;
      const passwordHash = known.has(email) ? '' : await hashPassword(newToken());
      const id =
        known.get(email) ?? (await insertAccount(store, { name, email, role, passwordHash }));
      if (id !== undefined) prepared.push({ ...person, id });
    }
    return prepared;
  }

  async function addressOf({ id, label }: { id: string; label: string }): Promise<Address> {
    const link = { purpose: 'demonstration', accountId: id, validFor: MONTH } as const;
    const token = await insertAccessLink(store, link);
    return { label, url: config.baseUrl + paths.demonstration(token) };
  }
}
