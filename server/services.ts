import type { Store } from '../db/open.ts';
import type { Config } from './config.ts';
import type { Explorer } from './jobs/explore.ts';
import type { RunJobs } from './jobs/runs.ts';
import type { SweepJobs } from './jobs/sweeps.ts';

/** What handlers work with, passed to each file of routes. */
export interface Services {
  readonly store: Store;
  readonly config: Config;
  readonly runs: RunJobs;
  readonly sweeps: SweepJobs;
  readonly explorer: Explorer;
}
