import { toNumber } from './values.ts';

/** Metres, as JavaRosa has it, so that forms find the values that they were written with. */
const EARTH_RADIUS = 6_378_100;

type Radians = { readonly latitude: number; readonly longitude: number };

/** Metres along the points of a trace, on a sphere; NaN where a point can't be read. */
export function distanceOf(trace: string): number {
  const points = pointsIn(trace);
  let sum = points.length > 0 ? 0 : Number.NaN;
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before) sum += haversine(before, point);
  }
  return sum;
}

/** Square metres within the points of a trace, which goes back to its first; 0 under three points. */
export function areaOf(trace: string): number {
  const points = pointsIn(trace);
  if (points.length < 3) return points.length > 0 ? 0 : Number.NaN;
  let excess = 0;
  for (const [index, point] of points.entries()) {
    const before = points.at(index - 1) ?? point;
    excess += polarTriangle(before, point);
  }
  return Math.abs(excess) * EARTH_RADIUS ** 2;
}

/** `lat lon alt acc; lat lon alt acc`, as OpenRosa writes places. */
function pointsIn(trace: string): Radians[] {
  const parts = trace.split(';').filter((part) => part.trim() !== '');
  return parts.map((part) => {
    const [latitude = '', longitude = ''] = part.trim().split(/\s+/);
    return { latitude: radians(latitude), longitude: radians(longitude) };
  });
}

function radians(degrees: string): number {
  return (toNumber(degrees) * Math.PI) / 180;
}

function haversine(a: Radians, b: Radians): number {
  const half = (angle: number) => Math.sin(angle / 2) ** 2;
  const chord =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude) * Math.cos(b.latitude) * half(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Signed area, in steradians, of the triangle of two points and the North Pole. */
function polarTriangle(a: Radians, b: Radians): number {
  const half = ({ latitude }: Radians) => Math.tan((Math.PI / 2 - latitude) / 2);
  const product = half(a) * half(b);
  const turn = a.longitude - b.longitude;
  return 2 * Math.atan2(product * Math.sin(turn), 1 + product * Math.cos(turn));
}
