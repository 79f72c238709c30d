import { z } from 'zod';
import type { KnownPerson, NewPerson } from '../../db/queries/audience.ts';
import type { StakeholderCategory } from '../../db/queries/stakeholders.ts';
import type { Territory } from '../../db/queries/territories.ts';
import { searchNameOf } from '../../db/territories.ts';
import { audienceMessages as said } from '../../views/messages/audience.ts';
import type { TableRow } from '../documents/read/reading.ts';
import { type ColumnMap, type PersonField, plain } from './columns.ts';
import { townHallOf } from './town-hall.ts';

/** Someone of the file: added, or recognised among those that the mission knows. */
export interface ReadPerson {
  readonly line: number;
  readonly person: NewPerson;
  readonly knownId: string | null;
  readonly place: string | null;
}

export interface LineProblem {
  readonly line: number;
  readonly who: string;
  readonly sentence: string;
}

export interface ReadPeople {
  readonly people: readonly ReadPerson[];
  /** Lines that can't be imported as they are. */
  readonly problems: readonly LineProblem[];
  /** Lines about someone whom an earlier line names already. */
  readonly repeated: readonly LineProblem[];
}

export interface Reference {
  readonly byCode: ReadonlyMap<string, Territory>;
  /** By name as a search compares it. */
  readonly byName: ReadonlyMap<string, readonly Territory[]>;
}

/** What stands for an empty cell. */
export interface Defaults {
  readonly function: string;
  readonly category: StakeholderCategory;
}

const MOST_LETTERS = 200;
const MOST_OF_ADDRESS = 500;

/** Reads each line as someone to ask; what is wrong is said line by line, and stops no other line. */
export function readPeople(
  rows: readonly TableRow[],
  columns: ColumnMap,
  {
    reference,
    known,
    defaults,
  }: {
    readonly reference: Reference;
    readonly known: readonly KnownPerson[];
    readonly defaults: Defaults;
  },
): ReadPeople {
  const find = recogniser(known);
  const seen = new Map<string, number>();
  const people: ReadPerson[] = [];
  const problems: LineProblem[] = [];
  const repeated: LineProblem[] = [];
  for (const row of rows) {
    const cell = cellsOf(row, columns);
    if (row.cells.every((text) => text.trim() === '')) continue;
    const read = readLine(cell, reference, defaults);
    const about = { line: row.line, who: whoIn(cell) };
    if ('sentences' in read) {
      problems.push({ ...about, sentence: read.sentences.join(' ') });
      continue;
    }
    const before = keysOf(read.person)
      .map((key) => seen.get(key))
      .find(Boolean);
    if (before !== undefined) {
      repeated.push({ ...about, sentence: said.repeats(before) });
      continue;
    }
    for (const key of keysOf(read.person)) seen.set(key, row.line);
    people.push({
      line: row.line,
      person: read.person,
      knownId: find(read.person),
      place: read.commune?.name ?? null,
    });
  }
  return { people, problems, repeated };
}

type Cell = (field: PersonField) => string;

function cellsOf(row: TableRow, columns: ColumnMap): Cell {
  return (field) => {
    const place = columns[field];
    const text = place === undefined ? '' : inert(row.cells[place] ?? '');
    return field === 'address' ? text.trim() : text.replaceAll(/\s+/g, ' ').trim();
  };
}

/** Without what would turn the direction of reading around, or what no store keeps. */
const inert = (text: string) =>
  text.toWellFormed().replaceAll(/[\0\u202A-\u202E\u2066-\u2069]/gu, '');

const whoIn = (cell: Cell) =>
  [nameIn(cell), cell('organisation'), cell('commune'), cell('email')].find(Boolean) ?? '';

const nameIn = (cell: Cell) => [cell('firstName'), cell('name')].filter(Boolean).join(' ');

function readLine(
  cell: Cell,
  reference: Reference,
  defaults: Defaults,
):
  | { readonly person: NewPerson; readonly commune: Territory | null }
  | { readonly sentences: string[] } {
  const place = communeIn(cell, reference);
  const commune = 'commune' in place ? place.commune : null;
  const category = cell('category') === '' ? defaults.category : categoryOf(cell('category'));
  const role = cell('function') || defaults.function;
  const organisation = cell('organisation') || organisationOf(category, commune);
  const email = cell('email').toLowerCase();
  const isMail = email === '' || z.email().safeParse(email).success;
  const long = [nameIn(cell), role, organisation, email, cell('phone')].filter(
    ({ length }) => length > MOST_LETTERS,
  );
  const sentences = [
    role === '' && said.problems.function,
    category === null && said.problems.category(cell('category')),
    organisation === '' && 'commune' in place && said.problems.organisation,
    !isMail && said.problems.email(cell('email')),
    'sentence' in place && place.sentence,
    (long.length > 0 || cell('address').length > MOST_OF_ADDRESS) && said.problems.long,
  ].filter((sentence) => sentence !== false);
  if (sentences.length > 0 || category === null) return { sentences };
  return {
    commune,
    person: {
      function: role,
      category,
      organisation,
      name: nameIn(cell) || null,
      email: email || null,
      phone: cell('phone') || null,
      address: cell('address') || null,
      communeCode: commune?.code ?? null,
      departmentCode: commune?.departmentCode ?? null,
      regionCode: commune?.regionCode ?? null,
    },
  };
}

const organisationOf = (category: StakeholderCategory | null, commune: Territory | null) =>
  category === 'mayor' && commune ? townHallOf(commune.name) : '';

/** A code settles it; a name may be borne by several communes, which a postcode tells apart. */
function communeIn(
  cell: Cell,
  { byCode, byName }: Reference,
): { readonly commune: Territory | null } | { readonly sentence: string } {
  const code = wholeCode(cell('code'));
  const postcode = wholeCode(cell('postcode'));
  const name = cell('commune');
  if (code !== '') {
    const commune = byCode.get(code);
    return commune ? { commune } : { sentence: said.problems.code(cell('code')) };
  }
  if (name === '') return { commune: null };
  const named = byName.get(searchNameOf(name)) ?? [];
  const near = named.filter(({ postcodes }) => postcodes.includes(postcode));
  const [only, ...others] = near.length > 0 ? near : named;
  if (!only) return { sentence: said.problems.commune(name) };
  if (others.length > 0)
    return { sentence: said.problems.ambiguous([only, ...others].map(nameWithCode)) };
  return { commune: only };
}

const nameWithCode = ({ name, code }: Territory) => `${name} (${code})`;

/** Spreadsheets take « 01004 » for a number and drop its nought. */
export function wholeCode(typed: string): string {
  const code = typed.replaceAll(/\s/g, '').toUpperCase();
  return /^\d{4}$/.test(code) ? `0${code}` : code;
}

const CATEGORIES: readonly (readonly [RegExp, StakeholderCategory])[] = [
  [/^mayor$|maire|adjoint|elu$|elus|municipal/, 'mayor'],
  [/prefet|prefect|ddt|dreal/, 'prefecture'],
  [/epci|interco|communaute|metropole|agglo|intermunicipality/, 'intermunicipality'],
  [/region|departement|depart/, 'region-department'],
  [/chambre|chamber|cci|cma|consulaire/, 'chamber'],
];

function categoryOf(typed: string): StakeholderCategory | null {
  const words = plain(typed);
  return CATEGORIES.find(([names]) => names.test(words))?.[1] ?? null;
}

/**
 * The same person: the same address; or, where one of the two has none, the same name in the same place, or nobody's name
 * and the same function in the same organisation.
 */
function keysOf({
  email,
  name,
  function: role,
  organisation,
  communeCode,
}: KnownPerson | NewPerson) {
  const place = communeCode ?? plain(organisation);
  return [
    ...(email ? [`email ${email.toLowerCase()}`] : []),
    name ? `name ${plain(name)} ${place}` : `role ${plain(role)} ${plain(organisation)} ${place}`,
  ];
}

function recogniser(known: readonly KnownPerson[]): (person: NewPerson) => string | null {
  const ids = new Map(known.flatMap((person) => keysOf(person).map((key) => [key, person.id])));
  return (person) =>
    keysOf(person)
      .map((key) => ids.get(key))
      .find(Boolean) ?? null;
}
