import { formatNumber } from '../format.ts';
import { classColour, clip, colours, SIZES, type Size, text } from './chart.ts';
import type { Painting, Picture } from './picture.ts';
import { escapeText, linked, mark } from './svg.ts';

/** A group of stakeholders, and how many of them speak of a theme. */
export type GroupOfVoices = {
  /** « Région », « Catégorie » … */
  readonly variable: string;
  readonly label: string;
  readonly speakers: number;
  readonly of: number;
  /** What the number would be if the group had no bearing. */
  readonly expected: number;
  readonly p: number;
  readonly q: number;
  readonly href: string | null;
};

/** Who speaks of a theme more, or less, than chance would have it: people met, people who speak, people expected. */
export function voicesPicture(number: number, groups: readonly GroupOfVoices[]): Picture {
  return {
    title: 'Qui en parle plus, ou moins, que prévu',
    description: describe(groups),
    paint: (size) => paint(number, groups, size),
    table: {
      head: ['Groupe', 'Variable', 'En parlent', 'Rencontrés', 'Attendus', 'p', 'q'],
      rows: groups.map(({ label, variable, speakers, of, expected, p, q, href }) => ({
        label,
        href,
        cells: [
          variable,
          formatNumber(speakers),
          formatNumber(of),
          formatNumber(expected, 1),
          formatNumber(p, 4),
          formatNumber(q, 3),
        ],
      })),
    },
  };
}

function describe(groups: readonly GroupOfVoices[]): string {
  const named = (kept: readonly GroupOfVoices[]) => kept.map(({ label }) => label).join(', ');
  const more = groups.filter(({ speakers, expected }) => speakers > expected);
  const fewer = groups.filter(({ speakers, expected }) => speakers <= expected);
  return [
    more.length > 0 ? `En parlent plus\u00a0: ${named(more)}.` : '',
    fewer.length > 0 ? `En parlent moins\u00a0: ${named(fewer)}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const ROW = { narrow: 62, wide: 40 } as const;
const LABELS = { narrow: 0, wide: 300 } as const;
const WORDS = { narrow: 0, wide: 190 } as const;
const BAR = 14;

function paint(number: number, groups: readonly GroupOfVoices[], size: Size): Painting {
  const most = Math.max(...groups.map(({ of }) => of), 1);
  const room = SIZES[size] - LABELS[size] - WORDS[size];
  const marks = groups.map((group, at) =>
    linked(group.href, row(number, group, { top: at * ROW[size], unit: (room - 2) / most, size })),
  );
  return { width: SIZES[size], height: groups.length * ROW[size] + 4, marks: marks.join('') };
}

type Place = { readonly top: number; readonly unit: number; readonly size: Size };

/** Everyone met as a frame, those who speak as a bar, those expected as a line across. */
function row(number: number, group: GroupOfVoices, { top, unit, size }: Place): string {
  const isWide = size === 'wide';
  const left = LABELS[size] + 1;
  const y = top + (isWide ? 12 : 24);
  const bar = { x: left, y, height: BAR };
  const across = left + group.expected * unit;
  return [
    words(
      isWide ? 0 : 1,
      isWide ? y + 11 : top + 16,
      group.label,
      isWide ? LABELS.wide - 16 : SIZES.narrow,
    ),
    mark('rect', { ...bar, width: group.of * unit, fill: 'none', stroke: colours.ruleStrong }),
    mark('rect', { ...bar, width: group.speakers * unit, fill: classColour(number) }),
    mark('line', {
      x1: across,
      x2: across,
      y1: y - 4,
      y2: y + BAR + 4,
      stroke: colours.ink,
      'stroke-width': 2,
      'stroke-dasharray': '3 2',
    }),
    words(
      isWide ? SIZES.wide - WORDS.wide + 12 : 1,
      isWide ? y + 11 : top + 54,
      `${formatNumber(group.speakers)} sur ${formatNumber(group.of)}, ${formatNumber(group.expected, 1)} attendus`,
      isWide ? WORDS.wide : SIZES.narrow,
    ),
  ].join('');
}

const words = (x: number, y: number, said: string, width: number) =>
  mark(
    'text',
    { x, y, 'font-size': text.label, fill: colours.ink },
    escapeText(clip(said, width, text.label)),
  );
