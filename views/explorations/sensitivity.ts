import { explorationMessages } from '../messages/explorations.ts';

const said = explorationMessages.sensitivity;

/** From here on a theme is found again: as much text in common as not (Hennig 2007). */
export const FOUND_FROM = 0.5;

/** A setting that differs from the run's by one thing, and how much of each theme it keeps (best Jaccard, 0 to 1). */
export type Neighbour = {
  readonly knob: keyof typeof said.knobs;
  readonly label: string;
  /** Of the whole reading, 0 to 1; null where no text can be compared. */
  readonly likeness: number | null;
  readonly survivals: ReadonlyMap<number, number>;
};

export type Sensitivity = {
  readonly neighbours: number;
  /** In how many neighbours each theme is found again. */
  readonly themes: readonly { readonly name: string; readonly found: number }[];
  /** What changes the reading most first, as the mean likeness of its neighbours. */
  readonly knobs: readonly { readonly knob: Neighbour['knob']; readonly likeness: number }[];
};

type NamedTheme = { readonly number: number; readonly name: string };

/** What neighbours say of a run. */
export function measureSensitivity(
  neighbours: readonly Neighbour[],
  themes: readonly NamedTheme[],
): Sensitivity {
  const byKnob = Map.groupBy(neighbours, ({ knob }) => knob);
  return {
    neighbours: neighbours.length,
    themes: themes.map(({ number, name }) => ({
      name,
      found: neighbours.filter(({ survivals }) => (survivals.get(number) ?? 0) >= FOUND_FROM)
        .length,
    })),
    knobs: [...byKnob]
      .flatMap(([knob, own]) => {
        const known = own.flatMap(({ likeness }) => likeness ?? []);
        const sum = known.reduce((total, likeness) => total + likeness, 0);
        return known.length === 0 ? [] : { knob, likeness: sum / known.length };
      })
      .sort((a, b) => a.likeness - b.likeness),
  };
}

/** Themes lost in half of the neighbours or more. */
export const lostThemes = ({ themes, neighbours }: Sensitivity): string[] =>
  themes.filter(({ found }) => 2 * found <= neighbours).map(({ name }) => name);

/** In plain sentences: what holds, what does not, what it depends on. */
export function readSensitivity(sensitivity: Sensitivity): string[] {
  const { themes, neighbours, knobs } = sensitivity;
  const always = themes.filter(({ found }) => found === neighbours).map(({ name }) => name);
  const [first] = knobs;
  const last = knobs.at(-1);
  return [
    said.always(always, themes.length, neighbours),
    ...themes
      .filter(({ name }) => lostThemes(sensitivity).includes(name))
      .map(({ name, found }) => said.lost(name, found, neighbours)),
    ...(first && last && first !== last
      ? [said.depends(said.knobs[first.knob], first.likeness, said.knobs[last.knob], last.likeness)]
      : []),
  ];
}

/** What to try about the setting that the reading depends on most, if it does. */
export function adviseOn({ knobs }: Sensitivity): string[] {
  const [first] = knobs;
  return first && first.likeness < FOUND_FROM ? [said.advice[first.knob]] : [];
}

/** A row a theme, a column a neighbour; darker where more of the theme is kept. */
export function survivalTable(neighbours: readonly Neighbour[], themes: readonly NamedTheme[]) {
  return {
    columns: neighbours.map(({ label }) => label),
    rows: themes.map(({ number, name }) => ({
      label: `${number}. ${name}`,
      cells: neighbours.map(({ survivals }) => {
        const kept = survivals.get(number) ?? null;
        return {
          text: kept === null ? '–' : said.kept(kept),
          shade: kept === null ? 0 : Math.min(4, Math.floor(5 * kept)),
          isLost: kept !== null && kept < FOUND_FROM,
        };
      }),
    })),
  };
}
