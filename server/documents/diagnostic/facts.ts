import type { Grid } from '../../../analysis/findings/grid.ts';
import type { countSources } from '../../../db/queries/diagnostic.ts';
import type { Mission } from '../../../db/queries/missions.ts';
import type { RunReport } from '../../../db/queries/runs.ts';
import type { Speaker } from '../../../db/queries/speakers.ts';
import type { Edition } from '../../../views/diagnostic/diagnostic.ts';
import type { ReadFinding } from '../../findings/read.ts';

/** All that a diagnostic is written from, as the store holds it. */
export interface DiagnosticFacts {
  readonly mission: Mission;
  readonly edition: Edition;
  readonly sources: Awaited<ReturnType<typeof countSources>>;
  readonly speakers: readonly Speaker[];
  readonly regionNames: ReadonlyMap<string, string>;
  readonly run: { readonly report: RunReport; readonly at: number } | null;
  /** Every finding of the mission, in the order of its themes. */
  readonly findings: readonly ReadFinding[];
  /** Region × category of each finding of the edition, over its citable evidence. */
  readonly grids: ReadonlyMap<string, Grid>;
  /** Address of the platform, without its last slash. */
  readonly baseUrl: string;
}
