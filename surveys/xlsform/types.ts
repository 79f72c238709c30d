/** What a row's type means: the words of XLSForm, of what came before it, and of its dialects. */
export type RowType =
  | { readonly kind: 'group' | 'repeat' | 'end' }
  /** A group that is written once, and asked once for each choice of a list. */
  | { readonly kind: 'loop'; readonly list: string }
  | {
      readonly kind: 'select';
      readonly of: 'single' | 'multiple' | 'ranking';
      readonly list: string;
      readonly hasOther: boolean;
    }
  | {
      readonly kind: 'plain';
      readonly type: PlainType;
      readonly file?: 'photo' | 'audio' | 'video' | 'file';
      readonly shape?: 'plot';
    }
  /** A value of the device or of the moment, which nobody types. */
  | { readonly kind: 'metadata'; readonly default?: string }
  | { readonly kind: 'acknowledge' | 'range' | 'include' | 'setting' | 'unknown' }
  /** Choices that stand in a file of their own. */
  | { readonly kind: 'external'; readonly of: 'single' | 'multiple'; readonly file: string }
  | { readonly kind: 'unsupported' };

export type PlainType =
  | 'short-text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'time'
  | 'date-time'
  | 'note'
  | 'hidden'
  | 'calculated'
  | 'geopoint'
  | 'geotrace'
  | 'file'
  | 'phone'
  | 'email';

const PLAIN: Readonly<Record<string, RowType>> = {
  text: plain('short-text'),
  string: plain('short-text'),
  barcode: plain('short-text'),
  'phone number': plain('phone'),
  integer: plain('integer'),
  int: plain('integer'),
  decimal: plain('decimal'),
  date: plain('date'),
  time: plain('time'),
  datetime: plain('date-time'),
  note: plain('note'),
  hidden: plain('hidden'),
  calculate: plain('calculated'),
  geopoint: plain('geopoint'),
  gps: plain('geopoint'),
  location: plain('geopoint'),
  image: { kind: 'plain', type: 'file', file: 'photo' },
  photo: { kind: 'plain', type: 'file', file: 'photo' },
  audio: { kind: 'plain', type: 'file', file: 'audio' },
  video: { kind: 'plain', type: 'file', file: 'video' },
  file: { kind: 'plain', type: 'file', file: 'file' },
  acknowledge: { kind: 'acknowledge' },
  trigger: { kind: 'acknowledge' },
  range: { kind: 'range' },
  include: { kind: 'include' },
  today: { kind: 'metadata', default: 'today()' },
  start: { kind: 'metadata', default: 'now()' },
  end: { kind: 'metadata' },
  deviceid: { kind: 'metadata' },
  subscriberid: { kind: 'metadata' },
  simserial: { kind: 'metadata' },
  simid: { kind: 'metadata' },
  imei: { kind: 'metadata' },
  phonenumber: { kind: 'metadata' },
  username: { kind: 'metadata' },
  email: { kind: 'metadata' },
  audit: { kind: 'metadata' },
  'start-geopoint': { kind: 'metadata' },
  'background-audio': { kind: 'metadata' },
  'background-geopoint': { kind: 'metadata' },
  'get today': { kind: 'metadata', default: 'today()' },
  'get start time': { kind: 'metadata', default: 'now()' },
  'get end time': { kind: 'metadata' },
  'get device id': { kind: 'metadata' },
  'get subscriber id': { kind: 'metadata' },
  'get sim id': { kind: 'metadata' },
  'get phone number': { kind: 'metadata' },
  geotrace: plain('geotrace'),
  geoshape: { kind: 'plain', type: 'geotrace', shape: 'plot' },
  'xml-external': { kind: 'unsupported' },
  'csv-external': { kind: 'unsupported' },
};

function plain(type: PlainType): RowType {
  return { kind: 'plain', type };
}

/** Lists of the sheet « external_choices » have names of their own. */
export function externalList(name: string): string {
  return `${name}_external`;
}

const SELECT =
  /^(?:add )?(select_one|select1|select one|select_multiple|select multiple|select all that apply|rank)(?: prompt)?(?: from| using)? +(\S+)(?: (or_other|or specify other|or other))?$/i;

export function readType(typed: string): RowType {
  const type = typed.trim().replace(/\s+/g, ' ');
  const plainName = type.toLowerCase();
  const bounds = /^(begin|end)[ _](group|repeat|loop)\b/.exec(plainName);
  if (bounds) {
    const kind = bounds[2];
    if (bounds[1] === 'end') return { kind: 'end' };
    if (kind === 'loop') return { kind, list: /\bover +(\S+)/i.exec(type)?.[1] ?? '' };
    return { kind: kind === 'repeat' ? kind : 'group' };
  }
  const outside = /^select_one_external (\S+)$/i.exec(type);
  if (outside) {
    const list = externalList(outside[1] ?? '');
    return { kind: 'select', of: 'single', list, hasOther: false };
  }
  if (/^osm\b/.test(plainName)) return { kind: 'unsupported' };
  const fromFile = /^select_(one|multiple)_from_file (\S.*)$/i.exec(type);
  if (fromFile) {
    const of = fromFile[1]?.toLowerCase() === 'one' ? 'single' : 'multiple';
    return { kind: 'external', of, file: fromFile[2] ?? '' };
  }
  if (/^set form /.test(plainName)) return { kind: 'setting' };
  if (/^uri:/.test(plainName)) return { kind: 'metadata' };
  const select = SELECT.exec(type);
  if (select) {
    const word = select[1]?.toLowerCase() ?? '';
    const of = word === 'rank' ? 'ranking' : /multiple|all/.test(word) ? 'multiple' : 'single';
    return { kind: 'select', of, list: select[2] ?? '', hasOther: select[3] !== undefined };
  }
  return Object.hasOwn(PLAIN, plainName)
    ? (PLAIN[plainName] ?? { kind: 'unknown' })
    : { kind: 'unknown' };
}
