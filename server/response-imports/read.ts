import type { Store } from '../../db/open.ts';
import { listTerritories, searchCommunes } from '../../db/queries/territories.ts';
import type { Questionnaire } from '../../surveys/definition.ts';
import type { Commune } from '../../surveys/question-types/type.ts';
import { type Conversion, type ConvertOptions, convert, isPlace } from './convert.ts';
import type { Gathered } from './gathered.ts';
import { plain } from './headings.ts';
import type { Mapping } from './mapping.ts';
import { targetsOf } from './targets.ts';

const CODE = /^[0-9][0-9AB][0-9A-Z]{3}$/;
/** Names looked up at most: a column that holds more of them is no column of communes. */
const MOST_NAMES = 3000;
const CODES_A_TURN = 400;

/** Reads the whole file by a mapping, with what only the store knows looked up before. */
export async function readGathered(
  store: Store,
  missionId: string,
  gathered: Gathered,
  mapping: Mapping,
  definition: Questionnaire,
  options: Pick<ConvertOptions, 'isSentOnlyWhenDated'>,
): Promise<Conversion> {
  const said = placesSaid(gathered, mapping, definition);
  const communes = await codesOf(store, missionId, said);
  const known = await communesKnown(store, missionId, [...new Set(communes.values())]);
  const lookUps = {
    findCommune: (code: string) => known.get(code),
    communesFound: () => [],
  };
  return convert(gathered, mapping, definition, { ...options, communes, lookUps });
}

function placesSaid(gathered: Gathered, mapping: Mapping, definition: Questionnaire): string[] {
  const places = new Set(
    targetsOf(definition)
      .filter(isPlace)
      .map(({ name }) => name),
  );
  const said = new Set<string>();
  for (const [index, { target }] of mapping.entries()) {
    if (!places.has(target)) continue;
    for (const { cells } of gathered.rows) {
      const cell = (cells[index] ?? '').trim();
      if (cell !== '' && said.size < MOST_NAMES) said.add(cell);
    }
  }
  return [...said];
}

/** A code is its own; a name is a commune's where one alone bears it: « Joinville », « Joinville (52) ». */
async function codesOf(
  store: Store,
  missionId: string,
  said: readonly string[],
): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  for (const text of said) {
    if (CODE.test(text)) {
      codes.set(text, text);
      continue;
    }
    const [, name = text, department] = /^(.*?)\s*\((\d[\dAB]\d?)\)$/.exec(text) ?? [];
    const found = (await searchCommunes(store, name, { missionId })).filter(
      (place) =>
        plain(place.name) === plain(name) &&
        (department === undefined || place.departmentCode === department),
    );
    const [only, ...others] = found;
    if (only && others.length === 0) codes.set(text, only.code);
  }
  return codes;
}

async function communesKnown(
  store: Store,
  missionId: string,
  codes: readonly string[],
): Promise<Map<string, Commune>> {
  const known = new Map<string, Commune>();
  for (let start = 0; start < codes.length; start += CODES_A_TURN) {
    for (const place of await listTerritories(store, codes.slice(start, start + CODES_A_TURN))) {
      const isSeen = place.missionId === null || place.missionId === missionId;
      if (place.kind === 'commune' && isSeen)
        known.set(place.code, { code: place.code, name: place.name, detail: '' });
    }
  }
  return known;
}
