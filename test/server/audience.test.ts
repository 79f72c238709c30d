import { describe, expect, it } from 'vitest';
import type { KnownPerson } from '../../db/queries/audience.ts';
import type { Territory } from '../../db/queries/territories.ts';
import { guessColumns } from '../../server/audience/columns.ts';
import { readDraw, wantedFrom } from '../../server/audience/draw.ts';
import { readPeople } from '../../server/audience/people.ts';
import { townHallOf } from '../../server/audience/town-hall.ts';

const commune = (code: string, name: string, postcodes: string[]): Territory => ({
  code,
  kind: 'commune',
  name,
  searchName: name.toLowerCase(),
  departmentCode: code.slice(0, 2),
  regionCode: '44',
  epciCode: null,
  epciName: null,
  postcodes,
  population: 1000,
  centrality: null,
  vintage: 'essai',
  missionId: null,
});
const WASSY = commune('52550', 'Wassy', ['52130']);
const TWINS = [
  commune('01001', 'Saintville', ['01400']),
  commune('02002', 'Saintville', ['02300']),
];
const reference = {
  byCode: new Map([WASSY, ...TWINS].map((one) => [one.code, one])),
  byName: new Map([
    ['wassy', [WASSY]],
    ['saintville', TWINS],
  ]),
};
const HEAD = ['Prénom', 'NOM', 'Courriel', 'Commune', 'Code postal', 'code_insee', 'Catégorie'];
const read = (lines: readonly string[][], known: readonly KnownPerson[] = []) =>
  readPeople(
    lines.map((cells, rank) => ({ line: rank + 2, cells })),
    guessColumns(HEAD),
    { reference, known, defaults: { function: 'maire', category: 'mayor' } },
  );

describe('columns', () => {
  it('are known by the names that files give them, each for one thing', () => {
    expect(guessColumns(HEAD)).toEqual({
      firstName: 0,
      name: 1,
      email: 2,
      commune: 3,
      postcode: 4,
      code: 5,
      category: 6,
    });
    expect(
      guessColumns(['E-mail', 'Téléphone', 'Adresse postale', 'Fonction', 'Collectivité']),
    ).toEqual({ email: 0, phone: 1, address: 2, function: 3, organisation: 4 });
    expect(guessColumns(['nom', 'nom', 'quelque chose'])).toEqual({ name: 0 });
    expect(guessColumns([])).toEqual({});
  });
});

describe('a line', () => {
  it('gives a person, their town hall, their commune by code, postcode or name', () => {
    const { people, problems } = read([
      ['Lucie', 'Ferrand', 'Lucie@Exemple.fr', 'Wassy', '', '', ''],
      ['', '', '', 'Saintville', '2300', '', 'EPCI'],
      ['', '', '', '', '', '1001', ''],
    ]);
    expect(problems).toEqual([{ line: 3, who: 'Saintville', sentence: 'L’organisme manque.' }]);
    expect(people.map(({ person }) => person)).toEqual([
      {
        function: 'maire',
        category: 'mayor',
        organisation: 'Mairie de Wassy',
        name: 'Lucie Ferrand',
        email: 'lucie@exemple.fr',
        phone: null,
        address: null,
        communeCode: '52550',
        departmentCode: '52',
        regionCode: '44',
      },
      expect.objectContaining({ name: null, communeCode: '01001' }),
    ]);
  });

  it('says in French what is wrong with it, and stops no other', () => {
    const { people, problems } = read([
      ['A', 'B', 'pas une adresse', 'Wassy', '', '', ''],
      ['C', 'D', '', 'Nulle-Part', '', '', ''],
      ['E', 'F', '', 'Saintville', '', '', ''],
      ['G', 'H', '', '', '', '99999', ''],
      ['I', 'J', '', 'Wassy', '', '', 'astronaute'],
      ['K'.repeat(300), '', '', 'Wassy', '', '', ''],
      ['', '', '', '', '', '', ''],
      ['L', 'M', '', 'Wassy', '', '', ''],
    ]);
    expect(people.map(({ line }) => line)).toEqual([9]);
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(problems.map(({ sentence }) => sentence).join('\n')).toMatch(
      /pas une adresse.*\n.*Nulle-Part.*\n.*Saintville \(01001\), Saintville \(02002\).*\n.*99999.*\n.*astronaute/,
    );
  });

  it('is the same person by address, by name and place, or by function where nobody is named', () => {
    const known: KnownPerson[] = [
      {
        id: 'lucie',
        name: 'Lucie Ferrand',
        email: 'lucie@exemple.fr',
        function: 'maire',
        organisation: 'Mairie de Wassy',
        communeCode: '52550',
      },
      {
        id: 'someone',
        name: null,
        email: null,
        function: 'Maire',
        organisation: 'Mairie de Saintville',
        communeCode: '01001',
      },
    ];
    const { people, repeated } = read(
      [
        ['', '', 'LUCIE@exemple.fr', '', '', '1001', 'préfecture'],
        ['LUCIE', 'ferrand', '', 'Wassy', '', '', ''],
        ['', '', '', '', '', '01001', ''],
        ['Lucie', 'Ferrand', 'autre@exemple.fr', '', '', '02002', ''],
        ['Paul', 'Aubry', 'autre@exemple.fr', '', '', '02002', ''],
      ],
      known,
    );
    expect(people.map(({ line, knownId }) => [line, knownId])).toEqual([
      [3, 'lucie'],
      [4, 'someone'],
      [5, null],
    ]);
    expect(repeated.map(({ line, sentence }) => [line, sentence])).toEqual([
      [6, 'La même personne est à la ligne 5.'],
    ]);
  });

  it('keeps formulas as words, and drops marks that would turn reading around', () => {
    const { people } = read([['=HYPERLINK("x")', '\u202eevil\0', '', 'Wassy', '', '', '']]);
    expect(people[0]?.person.name).toBe('=HYPERLINK("x") evil');
  });
});

it('names a town hall as one says it', () => {
  expect(
    ['Wassy', 'Auch', 'Le Vigan', 'Les Andelys', 'La Réole', 'Yssingeaux', 'Yerres'].map(
      townHallOf,
    ),
  ).toEqual([
    'Mairie de Wassy',
    'Mairie d’Auch',
    'Mairie du Vigan',
    'Mairie des Andelys',
    'Mairie de La Réole',
    'Mairie d’Yssingeaux',
    'Mairie de Yerres',
  ]);
});

describe('a draw', () => {
  it('asks for enough to reach a target at the rate expected, less who is awaited', () => {
    // 7 answers at 14 %: 50 asked, of whom 20 are awaited already.
    expect(wantedFrom({ missing: 7, awaited: 20 }, 0.14)).toBe(30);
    expect(wantedFrom({ missing: 0, awaited: 3 }, 0.14)).toBe(0);
    expect(wantedFrom({ missing: 1, awaited: 30 }, 0.14)).toBe(0);
    expect(wantedFrom({ missing: null, awaited: 0 }, 0.14)).toBe(0);
  });

  it('reads départements as people write them, and says what it can’t read', () => {
    const asked = { seed: 's', function: 'maire', mode: 'all' };
    expect(readDraw({ ...asked, departments: '9, 2a;974' })).toMatchObject({
      draw: { filter: { departments: ['09', '2A', '974'], programme: null } },
    });
    expect(readDraw(asked)).toHaveProperty('errors.regions');
    expect(readDraw({ ...asked, departments: 'Lot' })).toHaveProperty('errors.departments');
    expect(readDraw({ ...asked, regions: '44', mode: 'total' })).toHaveProperty('errors.total');
    expect(readDraw({ ...asked, regions: '44', mode: 'plan', rate: '0' })).toHaveProperty(
      'errors.rate',
    );
    expect(readDraw({ regions: '44', function: 'maire' })).toHaveProperty('errors.seed');
  });
});
