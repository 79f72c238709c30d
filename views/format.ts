/** How numbers, dates and counts are written in French. Pure: no clock, no locale of the machine. */

const NARROW_NO_BREAK_SPACE = '\u202F';
const NO_BREAK_SPACE = '\u00A0';

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return '–';
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, NARROW_NO_BREAK_SPACE);
  const isNegative = value < 0 && /[1-9]/.test(`${whole}${fraction ?? ''}`);
  return `${isNegative ? '−' : ''}${digits}${fraction ? `,${fraction}` : ''}`;
}

export function formatPercent(share: number, decimals = 0): string {
  return `${formatNumber(share * 100, decimals)}${NARROW_NO_BREAK_SPACE}%`;
}

/** In French, 0 and 1 take the singular, and so does everything under 2. */
export function formatPlural(count: number, one: string, many: string): string {
  return `${formatNumber(count)}${NO_BREAK_SPACE}${Math.abs(count) < 2 ? one : many}`;
}

export function formatDate(milliseconds: number): string {
  const { day, month, year } = partsInParis(milliseconds);
  return `${day === 1 ? '1er' : day}${NO_BREAK_SPACE}${MONTHS[month - 1]}${NO_BREAK_SPACE}${year}`;
}

export function formatDateTime(milliseconds: number): string {
  const { hour, minute } = partsInParis(milliseconds);
  const time = [hour, 'h', String(minute).padStart(2, '0')].join(NO_BREAK_SPACE);
  return `${formatDate(milliseconds)} à${NO_BREAK_SPACE}${time}`;
}

/** Date and time in UTC, for machines. */
export function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${formatNumber(seconds, seconds < 10 ? 1 : 0)}${NO_BREAK_SPACE}s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.floor(seconds % 60);
  const words = rest === 0 ? [minutes, 'min'] : [minutes, 'min', rest, 's'];
  return words.join(NO_BREAK_SPACE);
}

/** Handlebars escapes quotes and brackets, but lets `javascript:` through: only these go into an href. */
export function safeHref(url: unknown): string {
  // Browsers drop tabs and line breaks inside addresses, so "/\t/host" would leave the site.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (typeof url !== 'string' || /[\u0000-\u001F\u007F]/.test(url)) return '#';
  const isLocal = /^(?:[#?]|\.{0,2}\/(?![/\\])|[\w-]+(?:\/|$))/.test(url);
  const isKnownScheme = /^(?:https?:\/\/|mailto:)/i.test(url);
  return isLocal || isKnownScheme ? url : '#';
}

type DateParts = { day: number; month: number; year: number; hour: number; minute: number };

const PARIS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
});

function partsInParis(milliseconds: number): DateParts {
  const parts = new Map(
    PARIS.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: keyof DateParts) => parts.get(name) ?? 0;
  return {
    day: part('day'),
    month: part('month'),
    year: part('year'),
    hour: part('hour'),
    minute: part('minute'),
  };
}
