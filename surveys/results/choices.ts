import { type Entry, tally } from './entry.ts';

export interface ChoicesSummary {
  readonly kind: 'choices';
  /** Several choices may be made by one person: shares add up to more than the whole. */
  readonly isMultiple: boolean;
  readonly rows: readonly CountedChoice[];
}

export interface CountedChoice {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

type Choices = readonly { readonly id: string; readonly label: string }[];

/** How many chose each choice, in the order of the questionnaire. */
export function summariseChoices(
  choices: Choices,
  entries: readonly Entry<readonly string[]>[],
  { isMultiple }: { readonly isMultiple: boolean },
): ChoicesSummary {
  const counts = tally(entries, (chosen) => chosen);
  const rows = choices.map(({ id, label }) => ({ id, label, count: counts.get(id) ?? 0 }));
  return { kind: 'choices', isMultiple, rows };
}
