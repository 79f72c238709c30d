/** When a survey takes answers. Pure: who asks says what time it is, in epoch milliseconds. */

export interface Calendar {
  readonly opensAt: number;
  /** From then on nobody begins any more; null: no end. */
  readonly closesAt: number | null;
  /** Until when those who began may finish; null: no longer than others. */
  readonly finishesAt: number | null;
}

/** `closing`: those who began may finish, and nobody else begins. */
export type CampaignState = 'early' | 'open' | 'closing' | 'closed';

/** Each instant belongs to the state that it begins. */
export function stateAt({ opensAt, closesAt, finishesAt }: Calendar, now: number): CampaignState {
  if (closesAt !== null && now >= closesAt)
    return finishesAt !== null && now < finishesAt ? 'closing' : 'closed';
  return now < opensAt ? 'early' : 'open';
}

/** Whether someone may answer now: who has begun may, as long as anyone may finish. */
export function mayAnswer(calendar: Calendar, now: number, hasBegun: boolean): boolean {
  const state = stateAt(calendar, now);
  return state === 'open' || (state === 'closing' && hasBegun);
}
