/** A square of land drawn by us, without any map of others: a coast, towns to find one's way, degrees, a scale. */

export interface PlaceMapView {
  readonly latitude: number;
  readonly longitude: number;
  readonly span: number;
}

/** The outline of mainland France and of Corsica, by hand, about twenty kilometres true: longitude, latitude. */
const COASTS: readonly (readonly (readonly [number, number])[])[] = [
  [
    [2.5, 51.1],
    [1.6, 50.9],
    [1.6, 50.2],
    [0.2, 49.7],
    [0.1, 49.4],
    [-1.1, 49.35],
    [-1.3, 49.7],
    [-1.9, 49.7],
    [-1.5, 48.65],
    [-3.0, 48.8],
    [-4.7, 48.5],
    [-4.7, 48.05],
    [-3.4, 47.7],
    [-2.5, 47.3],
    [-2.1, 46.8],
    [-1.2, 46.2],
    [-1.1, 45.6],
    [-1.25, 44.6],
    [-1.5, 43.4],
    [-0.7, 42.9],
    [0.7, 42.75],
    [1.7, 42.5],
    [3.1, 42.45],
    [3.1, 43.1],
    [4.0, 43.55],
    [4.8, 43.35],
    [6.2, 43.05],
    [7.5, 43.75],
    [7.0, 44.2],
    [6.9, 45.1],
    [7.1, 45.9],
    [6.1, 46.2],
    [6.1, 46.6],
    [7.6, 47.6],
    [8.2, 48.95],
    [6.4, 49.2],
    [5.8, 49.55],
    [4.9, 50.1],
    [4.2, 49.95],
    [3.2, 50.7],
  ],
  [
    [9.4, 43.0],
    [9.55, 42.1],
    [9.2, 41.4],
    [8.6, 42.0],
    [8.6, 42.4],
  ],
];

const TOWNS: readonly (readonly [string, number, number])[] = [
  ['Paris', 2.35, 48.86],
  ['Lille', 3.06, 50.63],
  ['Strasbourg', 7.75, 48.58],
  ['Lyon', 4.84, 45.76],
  ['Marseille', 5.37, 43.3],
  ['Bordeaux', -0.58, 44.84],
  ['Nantes', -1.55, 47.22],
  ['Toulouse', 1.44, 43.6],
  ['Rennes', -1.68, 48.11],
  ['Brest', -4.49, 48.39],
  ['Rouen', 1.1, 49.44],
  ['Dijon', 5.04, 47.32],
  ['Nice', 7.26, 43.7],
  ['Limoges', 1.26, 45.83],
  ['Clermont-Ferrand', 3.08, 45.78],
  ['Orléans', 1.91, 47.9],
  ['Metz', 6.18, 49.12],
  ['Ajaccio', 8.74, 41.93],
  ['Reims', 4.03, 49.26],
  ['Nancy', 6.18, 48.69],
  ['Troyes', 4.08, 48.3],
  ['Châlons-en-Champagne', 4.37, 48.96],
  ['Chaumont', 5.14, 48.11],
  ['Épinal', 6.45, 48.17],
  ['Bar-le-Duc', 5.16, 48.77],
  ['Charleville-Mézières', 4.72, 49.77],
  ['Mulhouse', 7.34, 47.75],
  ['Tours', 0.69, 47.39],
  ['Blois', 1.33, 47.59],
  ['Bourges', 2.4, 47.08],
  ['Châteauroux', 1.69, 46.81],
  ['Chartres', 1.49, 48.45],
  ['Montpellier', 3.88, 43.61],
  ['Nîmes', 4.36, 43.84],
  ['Perpignan', 2.9, 42.69],
  ['Rodez', 2.57, 44.35],
  ['Albi', 2.15, 43.93],
  ['Auch', 0.59, 43.65],
  ['Tarbes', 0.08, 43.23],
  ['Foix', 1.61, 42.96],
  ['Cahors', 1.44, 44.45],
  ['Mende', 3.5, 44.52],
  ['Montauban', 1.35, 44.02],
  ['Carcassonne', 2.35, 43.21],
  ['Grenoble', 5.72, 45.19],
  ['Besançon', 6.02, 47.24],
  ['Poitiers', 0.34, 46.58],
  ['Caen', -0.36, 49.18],
  ['Amiens', 2.3, 49.89],
  ['Le Mans', 0.2, 48.0],
  ['Pau', -0.37, 43.3],
];

const KILOMETRES_A_DEGREE = 111.2;
const COLOURS = {
  land: '#f3f4f1',
  line: '#9aa2a9',
  ink: '#1b2026',
  grid: '#dcddd7',
  mark: '#a02833',
};

/** @returns an SVG of `pixels` aside; `marked`: a cross at its centre, where someone put their place. */
export function drawPlaceMap(view: PlaceMapView, pixels: number, marked: boolean): string {
  const { latitude, longitude, span } = view;
  const stretch = Math.cos((latitude * Math.PI) / 180);
  const x = (east: number) => ((east - longitude) * stretch * pixels) / span + pixels / 2;
  const y = (north: number) => ((latitude - north) * pixels) / span + pixels / 2;
  const point = (place: readonly [number, number]) => `${round(x(place[0]))},${round(y(place[1]))}`;
  const isIn = (at: number) => at > 0 && at < pixels;
  const towns = TOWNS.filter(([, east, north]) => isIn(x(east)) && isIn(y(north)));
  // The first of the list are the largest: on a wide map they stand alone.
  const named = towns.slice(0, 18);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pixels} ${pixels}" width="${pixels}" height="${pixels}" font-family="sans-serif" font-size="10">`,
    `<rect width="100%" height="100%" fill="#e6eef6"/>`,
    ...COASTS.map(
      (coast) =>
        `<polygon points="${coast.map(point).join(' ')}" fill="${COLOURS.land}" stroke="${COLOURS.line}"/>`,
    ),
    ...degreesIn(latitude, span).map(
      (north) =>
        `<path d="M0 ${round(y(north))}H${pixels}" stroke="${COLOURS.grid}"/><text x="2" y="${round(y(north)) - 2}" fill="${COLOURS.line}">${said(north)}°</text>`,
    ),
    ...degreesIn(longitude, span / stretch).map(
      (east) =>
        `<path d="M${round(x(east))} 0V${pixels}" stroke="${COLOURS.grid}"/><text x="${round(x(east)) + 2}" y="${pixels - 4}" fill="${COLOURS.line}">${said(east)}°</text>`,
    ),
    ...named.map(
      ([name, east, north]) =>
        `<circle cx="${round(x(east))}" cy="${round(y(north))}" r="2" fill="${COLOURS.ink}"/><text x="${round(x(east)) + 4}" y="${round(y(north)) + 3}" fill="${COLOURS.ink}">${name}</text>`,
    ),
    scaleOf(span, pixels),
    marked
      ? `<path d="M${pixels / 2 - 10} ${pixels / 2}h20M${pixels / 2} ${pixels / 2 - 10}v20" stroke="${COLOURS.mark}" stroke-width="2"/>`
      : '',
    '</svg>',
  ].join('');
}

/** Round degrees across a span, about five of them. */
function degreesIn(centre: number, span: number): number[] {
  const step =
    [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002].findLast((each) => span / each <= 6) ??
    5;
  const first = Math.ceil((centre - span / 2) / step);
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) =>
    Number(((first + index) * step).toFixed(3)),
  );
}

function scaleOf(span: number, pixels: number): string {
  const kilometres = span * KILOMETRES_A_DEGREE;
  const length =
    [500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1].find((each) => each < kilometres / 4) ??
    0.1;
  const width = round((length / kilometres) * pixels);
  const words = length < 1 ? `${length * 1000} m` : `${length} km`;
  return `<path d="M${pixels - 8 - width} 14h${width}" stroke="${COLOURS.ink}" stroke-width="2"/><text x="${pixels - 8}" y="26" text-anchor="end" fill="${COLOURS.ink}">${words}</text>`;
}

const said = (degrees: number) => String(degrees).replace('.', ',').replace('-', '−');
const round = (value: number) => Math.round(value * 10) / 10;
