import { inFrench, readNumber } from './counting.ts';

/** A square of land seen from above: its centre in degrees, and how many degrees of latitude it spans. */
export interface MapView {
  readonly latitude: number;
  readonly longitude: number;
  readonly span: number;
}

/** As large on every screen: where one presses is told in pixels of the picture. */
export const MAP_PIXELS = 320;

const WHOLE: MapView = { latitude: 46.6, longitude: 2.5, span: 11.5 };

/** Degrees spanned by a map whose centre is known to so many decimals: each press adds one. */
const SPANS = [11.5, 4, 0.6, 0.08, 0.012];

/** The map that fits what is written: the finer the place, the closer the map; France where nothing is. */
export function viewAround(latitude: string, longitude: string): MapView {
  const [north, east] = [readNumber(latitude), readNumber(longitude)];
  if (north === undefined || east === undefined) return WHOLE;
  if (Math.abs(north) > 85 || Math.abs(east) > 180) return WHOLE;
  const decimals = Math.min(
    Math.max(decimalsOf(latitude), decimalsOf(longitude)),
    SPANS.length - 1,
  );
  return { latitude: north, longitude: east, span: SPANS[decimals] ?? WHOLE.span };
}

/** Where one pressed, written as finely as the map allows. */
export function placePressed(
  { latitude, longitude, span }: MapView,
  x: number,
  y: number,
): { readonly latitude: string; readonly longitude: string } {
  const decimals = Math.min(SPANS.indexOf(nearest(span)) + 1, SPANS.length);
  const stretch = Math.cos((latitude * Math.PI) / 180);
  const north = latitude - (y / MAP_PIXELS - 0.5) * span;
  const east = longitude + ((x / MAP_PIXELS - 0.5) * span) / stretch;
  return { latitude: written(north, decimals), longitude: written(east, decimals) };
}

const nearest = (span: number) => SPANS.find((each) => Math.abs(each - span) < 1e-9) ?? WHOLE.span;

const written = (degrees: number, decimals: number) => inFrench(Number(degrees.toFixed(decimals)));

const decimalsOf = (typed: string) => /[.,](\d+)\s*$/.exec(typed)?.[1]?.length ?? 0;
