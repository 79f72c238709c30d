import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvidenceRole } from './queries/evidence.ts';
import type { FindingStatus } from './queries/finding-statuses.ts';

/** How the demonstration’s findings were reviewed: written, judged and decided, as two people would. */
export interface DemonstrationReviews {
  /** Why evidence that the analysis attached was taken away. */
  readonly removal: string;
  readonly reviews: readonly DemonstrationReview[];
}

export interface DemonstrationReview {
  /** Forms by which the theme is known, whatever its number and name in this analysis. */
  readonly about: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly validity: string;
  /** Null: what the analysis attached stays as it is. */
  readonly evidence:
    | readonly {
        readonly contribution: string;
        readonly role: EvidenceRole;
        readonly quote: string;
      }[]
    | null;
  /** What was searched for as counter-voices, in vain. */
  readonly search: string | null;
  readonly decisions: readonly {
    readonly to: FindingStatus;
    readonly by: 'author' | 'validator';
    readonly reason: string;
  }[];
}

export function readDemonstrationReviews(): DemonstrationReviews {
  const path = join(import.meta.dirname, 'demo', 'reviews.json');
  return JSON.parse(readFileSync(path, 'utf8')) as DemonstrationReviews; // written by us, and tested
}
