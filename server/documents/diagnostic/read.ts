import type { Store } from '../../../db/open.ts';
import { countSources } from '../../../db/queries/diagnostic.ts';
import type { Mission } from '../../../db/queries/missions.ts';
import { findShownRun, readRunReport } from '../../../db/queries/runs.ts';
import { listSpeakers } from '../../../db/queries/speakers.ts';
import { listTerritories } from '../../../db/queries/territories.ts';
import type { Diagnostic, Edition } from '../../../views/diagnostic/diagnostic.ts';
import { type ReadFinding, readFindings, readGrid } from '../../findings/read.ts';
import { buildDiagnostic } from './build.ts';
import { citableEvidence, findingsOf } from './citable.ts';

/** The findings of a mission, and the edition to open: the validated one as soon as it says something. */
export async function readEditions(store: Store, missionId: string) {
  const findings = await readFindings(store, missionId);
  const validated = findingsOf('validated', findings).length;
  return {
    findings,
    counts: { validated, working: findingsOf('working', findings).length },
    preferred: validated > 0 ? ('validated' as const) : ('working' as const),
  };
}

/** One edition of the diagnostic, as the store stands. */
export async function readDiagnostic(
  store: Store,
  mission: Mission,
  options: {
    readonly edition: Edition;
    readonly baseUrl: string;
    readonly findings: readonly ReadFinding[];
  },
): Promise<Diagnostic> {
  const { edition, baseUrl, findings } = options;
  const regions = await listTerritories(
    store,
    mission.regions.map((code) => `REG-${code}`),
  );
  const grids = new Map<string, Awaited<ReturnType<typeof readGrid>>>();
  for (const { finding, evidence } of findingsOf(edition, findings))
    grids.set(finding.id, await readGrid(store, mission, citableEvidence(evidence)));
  return buildDiagnostic({
    mission,
    edition,
    baseUrl,
    findings,
    grids,
    sources: await countSources(store, mission.id),
    speakers: await listSpeakers(store, mission.id),
    regionNames: new Map(regions.map(({ regionCode, name }) => [regionCode ?? '', name])),
    run: await readRun(store, mission.id),
  });
}

async function readRun(store: Store, missionId: string) {
  const run = await findShownRun(store, missionId);
  const report = run && (await readRunReport(store, run.id));
  return run && report ? { report, at: run.requestedAt } : null;
}
