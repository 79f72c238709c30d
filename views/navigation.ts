import type { NavigationItem } from './frame.ts';
import { paths } from './paths.ts';

const SECTIONS = [
  ['Vue d’ensemble', paths.mission],
  ['Enquêtes', paths.surveys],
  ['Entretiens', paths.interviews],
  ['Documents', paths.documents],
  ['Analyses', paths.runs],
  ['Thèmes', paths.themes],
  ['Constats', paths.findings],
  ['Diagnostic', paths.diagnostic],
] as const;

/** The sections of a mission; the current one is that whose address is nearest above `currentPath`. */
export function missionNavigation(missionId: string, currentPath: string): NavigationItem[] {
  const overview = paths.mission(missionId);
  return SECTIONS.map(([label, pathOf]) => {
    const href = pathOf(missionId);
    const isCurrent =
      currentPath === href || (href !== overview && currentPath.startsWith(`${href}/`));
    return { label, href, isCurrent };
  });
}
