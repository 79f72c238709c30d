import { CENTRALITIES } from '../surveys/sampling.ts';
import { territoryMessages as said } from '../views/messages/territories.ts';
import type { Reading, TableDocument, TableRow } from './documents/read/reading.ts';

/** A commune as a list names it. */
export interface ListedCommune {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  /** Day of the convention: "2021-05-28". */
  readonly signedOn: string | null;
  readonly centrality: string | null;
}

export interface TerritoryList {
  readonly programme: string;
  readonly communes: readonly ListedCommune[];
  /** The latest convention of the list: it is no older. */
  readonly lastSignedOn: string | null;
}

/**
 * A list of communes that somebody publishes, as the ANCT does for « Petites villes de demain »: one commune a line, by its
 * INSEE code. Columns are known by their names, in any order. @returns the list, or what is wrong with it in French.
 */
export function readTerritoryList(
  reading: Reading,
  programme: string,
): TerritoryList | { readonly error: string } {
  if (reading.kind !== 'table') return { error: said.notATable };
  const column = (names: RegExp) => reading.columns.findIndex((name) => names.test(plain(name)));
  const code = column(/^(code)?(insee|codgeo|codecommune|depcom)(com|commune)?$/);
  if (code < 0) return { error: said.noCodes(reading.columns) };
  const rows = rowsOf(reading, column(/^(programme|dispositif)$/), programme);
  if ('error' in rows) return rows;
  const cellOf = cells(column);
  const communes = rows.rows.map(({ line, cells: row }) => ({
    line,
    code: wholeCode(row[code] ?? ''),
    name: cellOf(row, /^(commune|libgeo|nomcommune|libcommune|nom)$/),
    signedOn: dayOf(cellOf(row, /^(datesignature|datedesignature|signature|dateconvention)$/)),
    centrality: centralityOf(
      cellOf(row, /^(centralite|niveaucentralite|niveaudecentralite|typecentralite)$/),
    ),
  }));
  const days = communes.flatMap(({ signedOn }) => signedOn ?? []).toSorted();
  return { programme: rows.programme, communes, lastSignedOn: days.at(-1) ?? null };
}

/** The lines about one programme: the one that was asked for, or the only one that the list is about. */
function rowsOf(
  { rows }: TableDocument,
  column: number,
  asked: string,
): { readonly programme: string; readonly rows: readonly TableRow[] } | { readonly error: string } {
  const nameOf = (cells: readonly string[]) => (cells[column] ?? '').trim();
  const named = new Set(column < 0 ? [] : rows.map((row) => nameOf(row.cells)).filter(Boolean));
  if (named.size === 0)
    return asked === '' ? { error: said.programme } : { programme: asked, rows };
  const isWanted = (name: string) => plain(name) === plain(asked);
  const programme = asked === '' ? [...named][0] : [...named].find(isWanted);
  if (programme === undefined || (asked === '' && named.size > 1))
    return { error: said.otherProgrammes(asked, [...named]) };
  return { programme, rows: rows.filter((row) => nameOf(row.cells) === programme) };
}

function cells(column: (names: RegExp) => number) {
  const places = new Map<string, number>();
  return (row: readonly string[], names: RegExp) => {
    const place = places.get(names.source) ?? column(names);
    places.set(names.source, place);
    return (row[place] ?? '').trim();
  };
}

/** Spreadsheets take « 01004 » for a number and drop its nought. */
function wholeCode(typed: string): string {
  const code = typed.trim().toUpperCase();
  return /^\d{4}$/.test(code) ? `0${code}` : code;
}

/** « 2021-05-28 », « 28/05/2021 »; anything else is no day. */
function dayOf(typed: string): string | null {
  const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(typed);
  const day = french ? `${french[3]}-${french[2]}-${french[1]}` : typed.slice(0, 10);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return isDay ? day : null;
}

/** The four levels by name, in whatever gender, or by rank from 1. */
function centralityOf(typed: string): string | null {
  const words = plain(typed);
  const roots = ['local', 'interm', 'structur', 'majeur'];
  const rank = /^[1-4]$/.test(words)
    ? Number(words) - 1
    : roots.findIndex((root) => words.includes(root));
  return CENTRALITIES[rank] ?? null;
}

/** Lower case, without accents nor signs. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
