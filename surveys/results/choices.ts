import { type Chosen, idOf, type OpenChoice } from '../question-types/choosing.ts';
import { answersOf, type Entry, tally } from './entry.ts';

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

/** How many chose each choice, in the order of the questionnaire. */
export function summariseChoices(
  { type, choices }: { readonly type: string; readonly choices: readonly OpenChoice[] },
  entries: readonly Entry<Chosen | readonly Chosen[]>[],
): ChoicesSummary {
  const chosen = answersOf(entries).flatMap((answer) => [answer].flat().map(idOf));
  const counts = tally(chosen);
  return {
    kind: 'choices',
    isMultiple: type === 'multiple',
    rows: choices.map(({ id, label }) => ({ id, label, count: counts.get(id) ?? 0 })),
  };
}

export function summariseConsent(
  { statement }: { readonly statement: string },
  entries: readonly Entry<{ readonly given: true }>[],
): ChoicesSummary {
  const count = answersOf(entries).length;
  return { kind: 'choices', isMultiple: false, rows: [{ id: 'given', label: statement, count }] };
}
