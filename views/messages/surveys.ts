import { formatNumber, formatPercent, formatPlural } from '../format.ts';

/** A share with its interval at 95 %. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const peopleOf = (count: number) => formatPlural(count, 'personne', 'personnes');
const answersOf = (count: number) => formatPlural(count, 'réponse', 'réponses');
const heard = (count: number) =>
  count === 0 ? 'aucune n’a répondu' : `${formatNumber(count)} ${count < 2 ? 'a' : 'ont'} répondu`;
const percents = ({ low, high }: Share) => `${formatNumber(low * 100)} à ${formatPercent(high)}`;

/** What TypeScript says on the pages of surveys: follow-up, invitations, responses, results. */
export const surveyMessages = {
  label: 'Enquête',
  tabs: {
    show: 'Suivi',
    questionnaire: 'Questionnaire',
    sampling: 'Sondage',
    invitations: 'Invitations',
    mails: 'Courriels',
    modes: 'Modes',
    responses: 'Réponses',
    results: 'Résultats',
    exports: 'Exports',
  },
  figures: {
    invitations: 'Personnes invitées',
    started: 'Réponses commencées',
    submitted: 'Réponses reçues',
  },
  /** A rate only from thirty invitations on, and never without its interval. */
  rate: {
    none: 'Personne n’a reçu de lien personnel\u00a0: le taux de réponse ne peut pas être connu.',
    counts: (answered: number, invited: number) =>
      `Sur ${peopleOf(invited)} ${invited < 2 ? 'invitée' : 'invitées'}, ${heard(answered)}. Sous trente, on s’en tient aux effectifs.`,
    share: (answered: number, invited: number, share: Share) =>
      `Sur ${peopleOf(invited)} invitées, ${heard(answered)}, soit ${formatPercent(share.share)} (intervalle à 95\u202f%\u00a0: ${percents(share)}).`,
    spontaneous: (count: number) =>
      count === 1
        ? 'Une réponse est venue par l’adresse publique.'
        : `${answersOf(count)} sont venues par l’adresse publique.`,
  },
  elsewhere: 'Ailleurs',
  unknownCategory: 'Sans catégorie',
  published:
    'L’enquête est ouverte. Transmettez son adresse, ou invitez des acteurs par lien personnel.',
  closed: 'L’enquête est close. Ce qui a été reçu reste lisible.',
  reopened: 'L’enquête est rouverte, sans date de clôture.',
  linkOpened: 'L’adresse publique est ouverte\u00a0: qui la connaît peut répondre.',
  linkClosed:
    'L’adresse publique est fermée\u00a0: seuls les liens personnels permettent de répondre.',
  scheduled: 'Le calendrier est à jour.',
  opensOn: 'Indiquez le jour d’ouverture.',
  closesOn: 'Indiquez un jour de clôture valable, ou laissez vide.',
  hour: 'Indiquez une heure valable, comme 09:30, ou laissez vide.',
  hourWithoutDay: 'Indiquez aussi le jour de clôture, ou laissez l’heure vide.',
  closesBeforeOpening: 'La clôture vient avant l’ouverture.',
  finishesOn: 'Indiquez un jour valable, ou laissez vide.',
  finishesWithoutEnd: 'Indiquez d’abord un jour de clôture.',
  finishesBeforeEnd: 'Ce jour vient avant la clôture\u00a0: donnez du temps après elle.',
  questionnaire: (version: number, sections: number, questions: number) =>
    `Version ${version}\u00a0: ${formatPlural(sections, 'partie', 'parties')}, ${formatPlural(questions, 'question', 'questions')}.`,

  invitations: {
    title: 'Invitations',
    links: 'Liens à transmettre',
    states: {
      waiting: { label: 'Pas encore ouverte', tone: 'neutral' },
      started: { label: 'Commencée', tone: 'accent' },
      sent: { label: 'Répondu', tone: 'positive' },
    },
    choose: 'Choisissez au moins une personne, ou une catégorie entière.',
    alreadyInvited: 'Ces personnes ont déjà leur lien\u00a0: rien n’a été changé.',
    revoked: 'Le lien est retiré\u00a0: il n’ouvre plus rien.',
    renewalRefused: {
      revoked: 'Ce lien était déjà retiré. Invitez de nouveau la personne si besoin.',
      answered: 'Cette personne a déjà répondu\u00a0: un nouveau lien ne servirait à rien.',
    },
    wholeCategory: (count: number) => `Toute la catégorie (${peopleOf(count)})`,
    unknownPerson: 'Personne non précisée',
    columns: {
      name: 'Nom',
      email: 'Adresse électronique',
      function: 'Fonction',
      organisation: 'Organisme',
      place: 'Territoire',
      link: 'Lien personnel',
      code: 'Code',
    },
    fileName: 'invitations',
  },

  responses: {
    title: 'Réponses',
    anonymous: 'Répondant non précisé',
    unnamed: 'Réponse anonyme',
    size: (bytes: number) =>
      bytes < 1_000_000
        ? `${formatNumber(Math.ceil(bytes / 1000))}\u00a0Ko`
        : `${formatNumber(Math.round(bytes / 100_000) / 10)}\u00a0Mo`,
    conflicts: (count: number) =>
      count === 1 ? '1\u00a0autre version' : `${formatNumber(count)}\u00a0autres versions`,
    conflictNotice: (count: number) =>
      count === 1
        ? 'Une autre version de ces réponses a été reçue sous le même envoi. La première fait foi\u00a0; l’autre est montrée là où elle diffère. Vérifiez auprès de la personne.'
        : `${formatNumber(count)} autres versions de ces réponses ont été reçues sous le même envoi. La première fait foi\u00a0; les autres sont montrées là où elles diffèrent. Vérifiez auprès de la personne.`,
    otherVersion: (at: string) => `Version reçue le ${at}`,
    facts: {
      organisation: 'Organisme',
      place: 'Territoire',
      category: 'Catégorie',
      submittedAt: 'Reçue le',
      startedAt: 'Commencée le',
      replaced: 'Remplace celle du',
      receipt: 'Accusé de réception',
      consent: 'Droit de citer',
      channel: 'Venue par',
      version: 'Questionnaire',
    },
    channels: {
      invitation: 'lien personnel',
      open: 'adresse publique',
      imported: (file: string, line: number) => `importée (${file}, ligne ${formatNumber(line)})`,
      anonymous: 'enquête anonyme\u00a0: ni date ni lien ne sont gardés',
    },
    version: (version: number) => `version ${version}`,
  },
} as const;
