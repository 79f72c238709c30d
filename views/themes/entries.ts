import type { DescribedTheme } from '../../db/queries/themes.ts';
import { STABLE_FROM } from '../charts/themes.ts';
import { analysisMessages as said } from '../messages/analysis.ts';
import { paths } from '../paths.ts';
import type { Pill, ThemeEntry } from './page.ts';

const FORMS_LISTED = 8;
const COLOURS = 10;

type Voices = {
  readonly themeId: string;
  readonly segments: number;
  readonly stakeholders: number;
};

/** The themes of a run as a list shows them. */
export function themeEntries(
  missionId: string,
  themes: readonly DescribedTheme[],
  voices: readonly Voices[],
): ThemeEntry[] {
  return themes.map(({ id, number, name, description }) => {
    const counted = voices.find(({ themeId }) => themeId === id);
    return {
      number,
      colour: colourOf(number),
      name,
      href: paths.theme(missionId, id),
      segmentsHref: paths.themeSegments(missionId, id),
      share: description.share,
      size: description.size,
      segments: counted?.segments ?? 0,
      stakeholders: counted?.stakeholders ?? 0,
      forms: description.forms.slice(0, FORMS_LISTED).map(({ form }) => form),
      stability: stabilityPill(description.stability),
      measured: description.stability,
    };
  });
}

/** Ten colours; beyond, the first ones again, beside another number. */
export const colourOf = (number: number) => ((number - 1) % COLOURS) + 1;

export function stabilityPill(stability: number | null): Pill {
  if (stability === null) return { label: said.unmeasured, tone: 'neutral', icon: 'circle-dashed' };
  return stability < STABLE_FROM
    ? { label: said.unstable, tone: 'caution', icon: 'triangle-alert' }
    : { label: said.stable, tone: 'positive', icon: 'check' };
}
