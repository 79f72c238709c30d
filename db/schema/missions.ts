/** Missions, territories, those who speak, and the schemes that exist already. */
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core';
import { accounts, MEMBER_ROLES } from './accounts.ts';
import { account, at, id } from './columns.ts';

/** The mission that a row belongs to. */
export function mission() {
  return text('mission_id')
    .notNull()
    .references((): AnySQLiteColumn => missions.id);
}

export const missions = sqliteTable('missions', {
  id: id(),
  title: text('title').notNull(),
  client: text('client').notNull(),
  summary: text('summary').notNull(),
  isDemonstration: integer('is_demonstration', { mode: 'boolean' }).notNull(),
  /** Declared region codes, in reading order: the columns of every grid. */
  regions: text('regions', { mode: 'json' }).$type<readonly string[]>().notNull(),
  createdBy: account('created_by'),
  createdAt: at('created_at'),
});

export const memberships = sqliteTable(
  'memberships',
  {
    missionId: mission(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    role: text('role', { enum: MEMBER_ROLES }).notNull(),
    createdAt: at('created_at'),
  },
  (table) => [primaryKey({ columns: [table.missionId, table.accountId] })],
);

export const TERRITORY_KINDS = ['region', 'department', 'epci', 'commune'] as const;

/** The Code officiel géographique, and the fictional communes of a demonstration (code "51F01"). */
export const territories = sqliteTable(
  'territories',
  {
    code: text('code').primaryKey(),
    kind: text('kind', { enum: TERRITORY_KINDS }).notNull(),
    name: text('name').notNull(),
    /** Name in lower case without accents or punctuation: what a search compares. */
    searchName: text('search_name').notNull(),
    departmentCode: text('department_code'),
    regionCode: text('region_code'),
    epciCode: text('epci_code'),
    epciName: text('epci_name'),
    postcodes: text('postcodes', { mode: 'json' }).$type<readonly string[]>().notNull(),
    population: integer('population'),
    centrality: text('centrality'),
    vintage: text('vintage').notNull(),
    /** Set for a fictional territory: it exists only inside this mission. */
    missionId: text('mission_id').references(() => missions.id),
  },
  (table) => [index('territories_by_search_name').on(table.kind, table.searchName)],
);

export const STAKEHOLDER_CATEGORIES = [
  'mayor',
  'prefecture',
  'intermunicipality',
  'region-department',
  'chamber',
] as const;

/** A person who speaks. Who it is by name lies in `identities`, under its own permission. */
export const stakeholders = sqliteTable(
  'stakeholders',
  {
    id: id(),
    missionId: mission(),
    function: text('function').notNull(),
    category: text('category', { enum: STAKEHOLDER_CATEGORIES }).notNull(),
    organisation: text('organisation').notNull(),
    communeCode: text('commune_code'),
    departmentCode: text('department_code'),
    regionCode: text('region_code'),
    createdAt: at('created_at'),
  },
  (table) => [index('stakeholders_by_mission').on(table.missionId)],
);

export const identities = sqliteTable('identities', {
  stakeholderId: text('stakeholder_id')
    .primaryKey()
    .references(() => stakeholders.id),
  name: text('name').notNull(),
  email: text('email'),
  phone: text('phone'),
  /** Where a letter is sent, line by line. */
  address: text('address'),
});

export const schemes = sqliteTable('schemes', {
  id: id(),
  missionId: mission(),
  name: text('name').notNull(),
  bearer: text('bearer').notNull(),
  bearerCategory: text('bearer_category').notNull(),
  scale: text('scale').notNull(),
  pillar: text('pillar').notNull(),
  eligibility: text('eligibility').notNull(),
  amount: text('amount').notNull(),
  period: text('period').notNull(),
  territories: text('territories', { mode: 'json' }).$type<readonly string[]>().notNull(),
  summary: text('summary').notNull(),
});
