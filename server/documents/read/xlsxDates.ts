/** Built-in number formats that show a date or a time (ECMA-376, part 1, 18.8.30). */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id);
  const withoutLiterals = code.replaceAll(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/giu, '');
  return /[dmyhs]/iu.test(withoutLiterals) && !/general/iu.test(withoutLiterals);
}

const DAY_MS = 86_400_000;
/** Day 0 of each system; 1900 counts a 29 February that never was, hence the 30 December. */
const ORIGIN_1900 = Date.UTC(1899, 11, 30);
const ORIGIN_1904 = Date.UTC(1904, 0, 1);

/** A serial day as « 2019-12-01 », with its time where it has one. */
export function dateOf(serial: number, is1904: boolean): string {
  const moment = new Date((is1904 ? ORIGIN_1904 : ORIGIN_1900) + Math.round(serial * DAY_MS));
  if (Number.isNaN(moment.getTime())) return String(serial);
  const iso = moment.toISOString();
  if (serial < 1) return iso.slice(11, 16);
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}
