import { type ChartTable, colours, SIZES, type Size } from './chart.ts';
import type { Painting, Picture } from './picture.ts';
import { mark } from './svg.ts';

export type Place = {
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
};

const MARGIN = 16;
const LEAST_SPAN_DEGREES = 0.05;

/** Points where they lie, north above, without a background: what is near what, and how many. */
export function placesPicture(chart: {
  readonly title: string;
  readonly description: string;
  readonly places: readonly Place[];
  readonly table: ChartTable;
}): Picture {
  const { title, description, table, places } = chart;
  return { title, description, table, paint: (size) => paint(places, size) };
}

function paint(places: readonly Place[], size: Size): Painting {
  const latitudes = places.map(({ latitude }) => latitude);
  const longitudes = places.map(({ longitude }) => longitude);
  const middle = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  // A degree of longitude shrinks with the latitude.
  const shrink = Math.max(Math.cos((middle * Math.PI) / 180), 0.1);
  const west = Math.min(...longitudes) * shrink;
  const across = Math.max(Math.max(...longitudes) * shrink - west, LEAST_SPAN_DEGREES);
  const north = Math.max(...latitudes);
  const down = Math.max(north - Math.min(...latitudes), LEAST_SPAN_DEGREES);
  const side = Math.min(SIZES[size], 420) - 2 * MARGIN;
  const scale = side / Math.max(across, down);
  const most = Math.max(...places.map(({ count }) => count), 1);
  const dots = places.map(({ latitude, longitude, count }) =>
    mark('circle', {
      cx: MARGIN + (longitude * shrink - west) * scale,
      cy: MARGIN + (north - latitude) * scale,
      r: 3 + 7 * Math.sqrt(count / most),
      fill: colours.accent,
      'fill-opacity': '0.6',
      stroke: colours.accent,
    }),
  );
  const height = down * scale + 2 * MARGIN;
  const frame = mark('rect', {
    x: 1,
    y: 1,
    width: across * scale + 2 * MARGIN - 2,
    height: height - 2,
    fill: 'none',
    stroke: colours.rule,
  });
  return { width: SIZES[size], height, marks: frame + dots.join('') };
}
