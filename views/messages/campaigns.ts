import type { Calendar, CampaignState } from '../../surveys/campaign.ts';
import { formatDate, formatDateTime } from '../format.ts';

/** An instant at which something begins: the hour is said unless it is midnight. */
const from = (instant: number) =>
  isMidnight(instant) ? formatDate(instant) : formatDateTime(instant);

/** An instant until which something lasts: the last millisecond of a day is that day, included. */
const until = (instant: number) =>
  isMidnight(instant + 1) ? `${formatDate(instant)} inclus` : formatDateTime(instant);

/** When something has ended: on the day whose last millisecond that was, or at an hour. */
const since = (instant: number) =>
  isMidnight(instant + 1) ? formatDate(instant) : formatDateTime(instant);

const isMidnight = (instant: number) => /\b0\u00a0h\u00a000$/.test(formatDateTime(instant));

/** What a survey says of when it takes answers; hours are those of Paris. */
export const campaignMessages = {
  states: {
    early: { label: 'À venir', tone: 'neutral', icon: 'calendar-clock' },
    open: { label: 'Ouverte', tone: 'positive', icon: 'circle-dot' },
    closing: { label: 'En clôture', tone: 'accent', icon: 'hourglass' },
    closed: { label: 'Close', tone: 'neutral', icon: 'lock' },
  },

  /** To staff. */
  period({ opensAt, closesAt, finishesAt }: Calendar, state: CampaignState): string {
    const end = closesAt ?? 0;
    const finish = finishesAt ?? end;
    if (state === 'early') return `Elle ouvrira le ${from(opensAt)}.`;
    if (state === 'closing')
      return `En clôture depuis le ${since(end)}\u00a0: qui a commencé peut terminer jusqu’au ${until(finish)}, personne d’autre ne peut commencer.`;
    if (state === 'closed') return `Close depuis le ${since(finish)}.`;
    if (closesAt === null) return `Ouverte depuis le ${from(opensAt)}, sans date de clôture.`;
    const grace =
      finish > end ? ` Qui aura commencé pourra terminer jusqu’au ${until(finish)}.` : '';
    return `Ouverte depuis le ${from(opensAt)}, jusqu’au ${until(end)}.${grace}`;
  },

  /** To a respondent who can't answer now; undefined when they can. */
  refusal(
    { opensAt, closesAt, finishesAt }: Calendar,
    state: CampaignState,
    hasBegun: boolean,
  ): string | undefined {
    if (state === 'open' || (state === 'closing' && hasBegun)) return undefined;
    if (state === 'early')
      return `Cette enquête ouvrira le ${from(opensAt)} (heure de Paris). Revenez à cette adresse à partir de ce moment.`;
    const end = closesAt ?? 0;
    if (state === 'closing')
      return `Cette enquête ne prend plus de nouvelles réponses depuis le ${since(end)}\u00a0; celles et ceux qui avaient commencé la terminent. Merci de votre intérêt.`;
    const last = Math.max(end, finishesAt ?? end);
    return `Cette enquête est close depuis le ${since(last)}. Merci à celles et ceux qui ont répondu.`;
  },

  /** To a respondent who may still answer, on each page, where time is running out. */
  notice({ closesAt, finishesAt }: Calendar, state: CampaignState): string | undefined {
    if (state !== 'closing') return undefined;
    return `L’enquête se termine\u00a0: vous pouvez finir et envoyer vos réponses jusqu’au ${until(finishesAt ?? closesAt ?? 0)} (heure de Paris).`;
  },

  /** On the page before anything is written. */
  deadline({ closesAt }: Calendar): string | undefined {
    return closesAt === null
      ? undefined
      : `Vous pouvez répondre jusqu’au ${until(closesAt)} (heure de Paris).`;
  },
} as const;
