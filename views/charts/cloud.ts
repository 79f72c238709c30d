import { formatNumber } from '../format.ts';
import { colours, SIZES, type Size } from './chart.ts';
import { type Box, isOver, type Painting, type Picture, widthOf } from './picture.ts';
import { escapeText, linked, mark } from './svg.ts';

export type CloudEntry = {
  readonly label: string;
  readonly occurrences: number;
  readonly href: string | null;
};

/** Words as large as they are frequent: the surface of a letter follows the count, where a list would be read in order. */
export function cloudPicture(words: readonly CloudEntry[], colour: string = colours.ink): Picture {
  const ordered = words.toSorted((a, b) => b.occurrences - a.occurrences);
  return {
    title: 'Nuage de mots',
    description: describe(ordered),
    paint: (size) => paint(ordered, colour, size),
    table: {
      head: ['Mot', 'Fois'],
      rows: ordered.map(({ label, href, occurrences }) => ({
        label,
        href,
        cells: [formatNumber(occurrences)],
      })),
    },
  };
}

function describe(words: readonly CloudEntry[]): string {
  const first = words
    .slice(0, 5)
    .map(({ label, occurrences }) => `${label} (${formatNumber(occurrences)})`);
  return `${formatNumber(words.length)} mots\u00a0; les plus fréquents sont ${first.join(', ')}.`;
}

const LETTERS = { narrow: [12, 34], wide: [13, 54] } as const;
const GAP = { x: 5, y: 2 } as const;
const MARGIN = 4;
/** Letters hang under their line, and capitals with accents stand above it. */
const [ABOVE, BELOW] = [0.78, 0.26];
/** Against the largest letters. */
const BOLD_FROM = 0.7;

type Placed = Box & { readonly entry: CloudEntry; readonly letters: number };

function paint(words: readonly CloudEntry[], colour: string, size: Size): Painting {
  const placed = place(words, size);
  const [top, bottom] = [
    Math.min(...placed.map((box) => box.top), 0),
    Math.max(...placed.map((box) => box.bottom), 0),
  ];
  const marks = placed.map(({ entry, letters, left, right, bottom: low }) =>
    linked(
      entry.href,
      mark(
        'text',
        {
          x: (left + right) / 2,
          y: low - letters * BELOW - GAP.y / 2 - top + MARGIN,
          'text-anchor': 'middle',
          'font-size': letters,
          'font-weight': weightOf(letters, size),
          fill: colour,
        },
        escapeText(entry.label),
      ),
    ),
  );
  return { width: SIZES[size], height: bottom - top + 2 * MARGIN, marks: marks.join('') };
}

const weightOf = (letters: number, size: Size) =>
  letters >= BOLD_FROM * LETTERS[size][1] ? 600 : 400;

/** Each word where the spiral first finds room for it, the commonest in the middle. */
function place(words: readonly CloudEntry[], size: Size): Placed[] {
  const [smallest, largest] = LETTERS[size];
  const most = Math.max(...words.map(({ occurrences }) => occurrences), 1);
  const placed: Placed[] = [];
  for (const entry of words) {
    const letters = Math.max(smallest, largest * Math.sqrt(entry.occurrences / most));
    placed.push(findRoom(entry, lettersThatFit(entry.label, letters, size), placed, size));
  }
  return placed;
}

/** A long expression is written smaller rather than cut. */
function lettersThatFit(label: string, letters: number, size: Size): number {
  const room = SIZES[size] - 2 * (MARGIN + GAP.x);
  return Math.min(letters, (letters * room) / widthOf(label, letters, weightOf(letters, size)));
}

const STEP = 0.15;
const TURN = { narrow: [1.5, 2], wide: [3, 1.6] } as const;

/** Along r = a·θ, wider than high at a desk, higher than wide on a telephone, never outside the width. */
function findRoom(
  entry: CloudEntry,
  letters: number,
  placed: readonly Placed[],
  size: Size,
): Placed {
  const half = widthOf(entry.label, letters, weightOf(letters, size)) / 2 + GAP.x / 2;
  const [across, down] = TURN[size];
  const width = SIZES[size];
  for (let angle = 0; ; angle += STEP) {
    const x = width / 2 + across * angle * Math.cos(angle);
    const y = down * angle * Math.sin(angle);
    const box = {
      left: x - half,
      right: x + half,
      top: y - letters * ABOVE - GAP.y / 2,
      bottom: y + letters * BELOW + GAP.y / 2,
    };
    if (box.left < MARGIN || box.right > width - MARGIN) continue;
    if (placed.some((other) => isOver(box, other))) continue;
    return { ...box, entry, letters };
  }
}
