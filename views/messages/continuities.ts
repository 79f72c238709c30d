import { formatDate, formatDateTime, formatNumber, formatPlural } from '../format.ts';
import { typeset } from './typeset.ts';

const themesOf = (count: number) => formatPlural(count, 'thème', 'thèmes');
const segmentsOf = (count: number) => formatPlural(count, 'segment', 'segments');
const contributionsOf = (count: number) => formatPlural(count, 'contribution', 'contributions');
const agree = (count: number, one: string, many: string) => (count < 2 ? one : many);

/** What TypeScript says where an analysis follows another. */
export const continuityMessages = {
  title: 'Ce que la nouvelle analyse change',
  kicker: (at: number, previousAt: number) =>
    `Analyse du ${formatDateTime(at)}, comparée à celle du ${formatDateTime(previousAt)}`,
  lead: (continued: number, isNew: number, isGone: number, moved: number) =>
    typeset(
      [
        `${themesOf(continued)} ${agree(continued, 'continue', 'continuent')},`,
        `${isNew === 0 ? 'aucun n’est nouveau' : formatPlural(isNew, 'est nouveau', 'sont nouveaux')},`,
        `${isGone === 0 ? 'aucun ne disparaît' : formatPlural(isGone, 'ne se retrouve pas', 'ne se retrouvent pas')}.`,
        `${segmentsOf(moved)} ${agree(moved, 'change', 'changent')} de thème.`,
      ].join(' '),
    ),
  states: { awaiting: 'Attend votre accord', accepted: 'Acceptée', declined: 'Mise de côté' },
  awaiting:
    'Les pages montrent encore l’analyse précédente. Rien de ce que vous avez relu ne se perd, quel que soit votre choix.',
  accepted: (who: string | null, at: number) =>
    who === null
      ? typeset(
          `Elle a pris la place de la précédente le ${formatDate(at)}, sans attendre : personne n’avait encore relu de thème ni de constat.`,
        )
      : `Acceptée par ${who} le ${formatDate(at)}.`,
  declined: (who: string | null, at: number) =>
    typeset(
      `${who ?? 'La plateforme'} a gardé l’analyse précédente le ${formatDate(at)}. Vous pouvez encore accepter celle-ci.`,
    ),
  gathered: (themes: number, classes: number) =>
    typeset(
      `${formatPlural(themes, 'thème que vous avez réuni le reste', 'thèmes que vous avez réunis le restent')} : ${formatPlural(classes, 'classe de la nouvelle analyse rejoint celui qui le continue', 'classes de la nouvelle analyse rejoignent ceux qui les continuent')}.`,
    ),
  announced: (at: number) =>
    typeset(
      `Une nouvelle analyse, du ${formatDate(at)}, est prête : voyez ce qu’elle change, puis acceptez-la ou gardez celle-ci.`,
    ),
  formerly: (name: string) => typeset(`Proposé alors : ${name}`),
  unclassified: 'Hors des thèmes',
  gone: (name: string) => `${name} (disparu)`,
  isNew: (name: string) => `${name} (nouveau)`,
  choice: (name: string) => typeset(`« ${name} » continue`),
  segments: segmentsOf,
  movesLead: (moved: number, compared: number) =>
    typeset(
      moved === 0
        ? 'Aucun segment déjà lu ne change de thème.'
        : `${segmentsOf(moved)} sur ${formatNumber(compared)} déjà lus. Les autres sont restés avec leur thème.`,
    ),
  movesTitle: (from: string, to: string) => typeset(`De « ${from} » à « ${to} »`),
  added: (count: number) =>
    count === 0
      ? 'Aucune contribution nouvelle depuis l’analyse précédente.'
      : `${contributionsOf(count)} ${agree(count, 'lue', 'lues')} pour la première fois.`,
  withdrawn: (count: number) =>
    count === 0
      ? 'Aucune contribution retirée depuis.'
      : `${contributionsOf(count)} ${agree(count, 'n’est plus lue', 'ne sont plus lues')}.`,
  rest: (count: number) => `Et ${formatPlural(count, 'autre', 'autres')}.`,
  acceptedNow: (toReview: number) =>
    typeset(
      toReview === 0
        ? 'La nouvelle analyse est acceptée. Noms, constats, preuves et décisions ont suivi leurs thèmes.'
        : `La nouvelle analyse est acceptée. Noms, constats, preuves et décisions ont suivi leurs thèmes ; ${formatPlural(toReview, 'constat est', 'constats sont')} à revoir, parce que des contributions ont rejoint leur thème.`,
    ),
  declinedNow: 'L’analyse précédente est gardée. La nouvelle reste lisible depuis la page Analyse.',
  moved:
    'Une autre analyse est affichée depuis que vous avez ouvert cette page. Relisez ce qui change, puis décidez.',
  pairs: 'Un thème disparu ne peut continuer que dans un seul thème nouveau.',
} as const;
