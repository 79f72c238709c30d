import { answeredAmong, byCodeUnit, type Entry } from './entry.ts';

export interface PlacesSummary {
  readonly kind: 'places';
  /** Rounded to a hundredth of a degree (about a kilometre), so that no house is pointed at; the most named first. */
  readonly points: readonly {
    readonly latitude: number;
    readonly longitude: number;
    readonly count: number;
  }[];
}

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export function summarisePlaces(entries: readonly Entry<Point>[]): PlacesSummary {
  const counts = new Map<string, number>();
  for (const { answer, count } of answeredAmong(entries)) {
    const key = `${answer.latitude} ${answer.longitude}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  const points = [...counts]
    .sort(([a, more], [b, less]) => less - more || byCodeUnit(a, b))
    .map(([key, count]) => {
      const [latitude = 0, longitude = 0] = key.split(' ').map(Number);
      return { latitude, longitude, count };
    });
  return { kind: 'places', points };
}

export const roundedPlace = ({ latitude, longitude }: Point): Point => ({
  latitude: hundredth(latitude),
  longitude: hundredth(longitude),
});

const hundredth = (degrees: number) => Math.round(degrees * 100) / 100 + 0;
