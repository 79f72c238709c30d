import { explorationMessages } from '../messages/explorations.ts';
import { paths } from '../paths.ts';
import type { Tab } from './page.ts';

export type ExplorationName = keyof typeof explorationMessages.tabs;

const ADDRESSES = {
  themes: paths.themes,
  map: paths.themeMap,
  graph: paths.formGraph,
  cloud: paths.wordCloud,
  concordance: paths.concordance,
  reliability: paths.reliability,
} as const satisfies Record<ExplorationName, (mission: string) => string>;

const NAMES = ['themes', 'map', 'graph', 'cloud', 'concordance', 'reliability'] as const;

/** The ways to read one analysis, side by side. */
export function explorationTabs(missionId: string, current: ExplorationName): Tab[] {
  return NAMES.map((name) => ({
    label: explorationMessages.tabs[name],
    href: ADDRESSES[name](missionId),
    isCurrent: name === current,
  }));
}
