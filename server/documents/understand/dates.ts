const MONTHS: readonly string[] = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
];

const WRITTEN = new RegExp(
  String.raw`\b(\d{1,2})(?:er)?\s+(${MONTHS.join('|')})\s+((?:19|20)\d{2})\b`,
  'u',
);
/** Letters bear their date near the top. */
const HEAD_CHARACTERS = 3_000;

/** The first calendar day written out near the top of a text (« 28 novembre 2019 »), as « 2019-11-28 ». */
export function writtenDay(text: string): string | null {
  const head = text
    .slice(0, HEAD_CHARACTERS)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase();
  const [, day = '', month = '', year = ''] = WRITTEN.exec(head) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  if (number === 0 || Number(day) < 1 || Number(day) > 31) return null;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
