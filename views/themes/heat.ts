import { analysisMessages } from '../messages/analysis.ts';
import type { HeatCell, HeatTable } from './page.ts';

type Voice = { readonly id: string; readonly regionCode: string | null; readonly category: string };
type Axis = readonly { readonly value: string; readonly label: string }[];

/**
 * Stakeholders who speak of a theme, out of those whose words the mission holds, by région × category.
 * Counts of people, never shares: no cell is large enough for one.
 */
export function heatTable(
  caption: string,
  { speaking, met }: { readonly speaking: readonly Voice[]; readonly met: readonly Voice[] },
  { regions, categories }: { readonly regions: Axis; readonly categories: Axis },
  hrefOf: (region: string, category: string) => string,
): HeatTable {
  const count = (voices: readonly Voice[], region: string, category: string) =>
    voices.filter((voice) => voice.regionCode === region && voice.category === category).length;
  const most = Math.max(
    1,
    ...regions.flatMap((region) =>
      categories.map((category) => count(speaking, region.value, category.value)),
    ),
  );
  const cell = (region: string, category: string): HeatCell => {
    const voices = count(speaking, region, category);
    const all = count(met, region, category);
    return {
      text: all === 0 ? null : analysisMessages.speakersOf(voices, all),
      shade: Math.ceil((4 * voices) / most),
      href: voices === 0 ? null : hrefOf(region, category),
    };
  };
  return {
    caption,
    columns: categories.map(({ label }) => label),
    rows: regions.map(({ value, label }) => ({
      label,
      cells: categories.map((category) => cell(value, category.value)),
    })),
  };
}
