import type { Band } from '../../surveys/sampling.ts';
import { formatNumber, formatPercent, formatPlural } from '../format.ts';
import type { Share } from './surveys.ts';

const people = (count: number) => formatPlural(count, 'personne', 'personnes');
const answers = (count: number) => formatPlural(count, 'réponse', 'réponses');
const communes = (count: number) => formatPlural(count, 'commune', 'communes');

/** « hab. » ends a stratum, and the sentence has its own stop. */
const withoutStop = (words: string) => words.replace(/\.$/, '');

/** What the pages of the sampling plan say. */
export const samplingMessages = {
  title: 'Plan de sondage',
  edit: 'Composer le plan',
  missing: 'Qui manque',
  decided: 'Le plan de sondage est enregistré.',
  unchanged: 'Le plan de sondage était déjà celui-ci.',
  axes: {
    region: { label: 'Région', hint: 'Les régions cochées plus haut.' },
    centrality: {
      label: 'Centralité',
      hint: 'Locale, intermédiaire, structurante, majeure (ANCT-INRAE).',
    },
    population: { label: 'Population', hint: 'Les tranches déclarées plus bas.' },
  },
  allocations: {
    proportional: {
      label: 'Proportionnels',
      hint: 'Chaque strate selon son nombre de communes\u00a0; l’ensemble ressemble au territoire.',
    },
    equal: {
      label: 'Égaux',
      hint: 'Autant de réponses de chaque strate\u00a0; les petites se comparent aux grandes.',
    },
    hand: { label: 'À la main', hint: 'Ceux que vous saisissez, strate par strate.' },
  },
  everyProgramme: 'Toutes les communes',
  programme: (name: string, count: number) => `${name} (${communes(count)})`,
  elsewhere: 'Ensemble',
  stratum: (parts: readonly string[]) => parts.join('\u00a0· ') || 'Ensemble',
  centrality: (level: string) => `centralité ${level}`,
  band: ({ from, to }: Band) => {
    if (to === null) return `plus de ${formatNumber(from - 1)}\u00a0hab.`;
    if (from === 0) return `moins de ${formatNumber(to + 1)}\u00a0hab.`;
    return `${formatNumber(from)} à ${formatNumber(to)}\u00a0hab.`;
  },
  rate: (answered: number, invited: number, share: Share | null) => {
    if (invited === 0) return '–';
    if (share === null) return `${formatNumber(answered)} sur ${formatNumber(invited)}`;
    return `${formatPercent(share.share)} (${formatNumber(share.low * 100)} à ${formatPercent(share.high)})`;
  },
  states: {
    full: { label: 'Atteint', tone: 'positive', icon: 'circle-check' },
    under: { label: 'À compléter', tone: 'accent' },
    silent: { label: 'Personne n’est invité', tone: 'caution', icon: 'triangle-alert' },
    none: { label: 'Sans objectif', tone: 'neutral' },
  },
  lead: (answered: number, target: number | null, missing: number | null) => {
    if (target === null) return `${answers(answered)} reçues dans les strates du plan.`;
    const rest =
      missing === 0
        ? 'Toutes les strates ont atteint leur objectif.'
        : `Il en manque ${formatNumber(missing ?? 0)}, strate par strate\u00a0: ce qui dépasse dans l’une ne compense pas l’autre.`;
    return `${answers(answered)} pour un objectif de ${formatNumber(target)}. ${rest}`;
  },
  fullNotice: (strata: readonly string[], refuses: boolean) =>
    `${strata.length === 1 ? 'Objectif atteint' : 'Objectifs atteints'}\u00a0: ${strata.map(withoutStop).join('\u202f; ')}. ${
      refuses
        ? 'L’adresse publique y décline courtoisement les nouvelles réponses\u00a0; les liens personnels restent ouverts.'
        : 'Les réponses y restent possibles.'
    }`,
  outside: (invited: number, answered: number) =>
    `Hors plan\u00a0: ${people(invited)} ${invited < 2 ? 'invitée' : 'invitées'}, ${answers(answered)}, de qui la commune, ou ce que le plan demande d’elle, n’est pas connu.`,
  reference: (programme: string | null, count: number) =>
    `Référence\u00a0: ${programme ? `${programme}, ` : ''}${communes(count)}.`,
  chart: {
    title: 'Réponses reçues, par strate',
    description: (full: number, count: number) =>
      `${formatNumber(full)} ${full < 2 ? 'strate' : 'strates'} sur ${formatNumber(count)} ${full < 2 ? 'a atteint son objectif' : 'ont atteint leur objectif'}.`,
    words: (answered: number, target: number | null) =>
      target === null
        ? formatNumber(answered)
        : `${formatNumber(answered)} sur ${formatNumber(target)}`,
    head: ['Strate', 'Répondu', 'Objectif', 'Manque'],
  },
  missingTitle: (stratum: string) => `Qui manque\u00a0: ${stratum}`,
  began: 'Commencée',
  notBegun: 'Pas encore ouverte',
  noInvited: 'Personne d’invité ne manque dans cette strate.',
  uninvited: (count: number) =>
    count === 0
      ? 'Toutes les communes de la strate sont dans l’enquête.'
      : `${communes(count)} de la strate ${count < 2 ? 'n’est pas encore dans l’enquête' : 'ne sont pas encore dans l’enquête'}.`,
  more: (count: number) => `Et ${communes(count)} de plus.`,
  decidedOn: (day: string) => `Plan enregistré le ${day}.`,
  refuses: {
    label: 'L’adresse publique décline courtoisement les réponses de plus',
    hint: 'Dès que la commune est connue. Les liens personnels, eux, restent toujours valables.',
  },
  errors: {
    axes: 'Choisissez au moins un axe.',
    regions: 'Choisissez au moins une région.',
    bands:
      'Écrivez des populations croissantes séparées par des points-virgules, par exemple «\u00a03500\u202f; 10001\u00a0».',
    tooManyBands: 'Huit seuils au plus.',
    total: 'Indiquez combien de réponses vous visez en tout, de 0 à 100\u202f000.',
    target: 'Un objectif est un nombre entier, de 0 à 100\u202f000, ou rien.',
    empty:
      'Aucune commune de la référence n’entre dans ces strates\u00a0: élargissez le programme, les régions ou la population.',
    population: 'Une population est un nombre entier.',
    populationOrder: 'La population la plus grande vient avant la plus petite.',
  },
  refusal:
    'Merci de votre intérêt. Nous avons déjà reçu autant de réponses que prévu de communes semblables à la vôtre\u00a0: pour que chaque territoire compte autant, nous n’en prenons pas davantage. Si vous avez reçu un lien personnel, il reste valable.',
} as const;
