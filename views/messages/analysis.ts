import { formatDate, formatNumber, formatPercent, formatPlural } from '../format.ts';

const segmentsOf = (count: number) => formatPlural(count, 'segment', 'segments');
const stakeholdersOf = (count: number) => formatPlural(count, 'acteur', 'acteurs');

/** What TypeScript says on the pages of the analysis: runs, themes, segments. */
export const analysisMessages = {
  steps: {
    read: 'Lecture des textes',
    matrix: 'Tableau des formes',
    classify: 'Classification',
    describe: 'Description des thèmes',
    judge: 'Mesure de la solidité',
  },
  step: (place: number, of: number, name: string) => `Étape ${place} sur ${of}\u00a0: ${name}`,
  outcomes: {
    running: 'En cours',
    finished: 'Terminée',
    failed: 'Sans résultat',
    cancelled: 'Annulée',
  },
  shown: 'Affichée',
  runTitle: (at: number) => `Analyse du ${formatDate(at)}`,
  started: 'L’analyse est lancée.',
  cancelled: 'L’analyse est annulée. Les thèmes précédents restent affichés.',
  alreadyRunning: 'Une analyse de cette mission est déjà en cours.',
  classes: 'Indiquez un nombre de thèmes entre 2 et 30, ou laissez vide.',
  method: 'Choisissez une méthode dans la liste.',
  seed: 'Indiquez un nombre entier entre 0 et 999\u202f999\u202f999.',
  methods: {
    auto: 'Automatique',
    reinert: 'Classification descendante (Reinert)',
    double: 'Classification double (Reinert)',
    mixture: 'Mélange, pour les réponses courtes',
  },
  methodHint:
    'Automatique essaie la classification descendante et le mélange, et garde la plus solide. La descendante convient aux entretiens, le mélange aux réponses courtes et aux sujets nombreux. La double ne garde que ce que deux classifications rangent ensemble\u00a0: ses thèmes sont plus nets, mais elle laisse de côté un dixième à un tiers du corpus, parfois plus.',
  automatic: 'Automatique',
  chosen: (asked: string, chosen: string | false | undefined) =>
    chosen ? `${asked}\u00a0: ${chosen}` : asked,
  units: { segment: 'segments d’une quarantaine de mots', contribution: 'contributions entières' },
  segmentsOfWords: (words: number) =>
    words === 40
      ? 'segments d’une quarantaine de mots'
      : `segments d’environ ${formatNumber(words)} mots`,
  settingNames: {
    method: 'Méthode',
    classes: 'Nombre de thèmes',
    unit: 'Unité classée',
    minimumUnits: 'Une forme compte à partir de',
    minimumShare: 'Plus petit thème gardé',
    bootstraps: 'Tirages pour la solidité',
    seed: 'Graine du hasard',
    dictionary: 'Dictionnaire de la mission',
    version: 'Version de la chaîne',
    corpusHash: 'Empreinte du corpus',
    seconds: 'Durée du calcul',
    peakMemoryMb: 'Mémoire au plus haut',
  },
  minimumUnits: (units: number) => segmentsOf(units),
  megabytes: (megabytes: number) => `${formatNumber(megabytes)}\u00a0Mo`,
  themesLead: (
    themes: readonly { readonly size: number }[],
    contributions: number,
    leftOut: number,
  ) => {
    const classified = themes.reduce((sum, { size }) => sum + size, 0);
    return [
      formatPlural(themes.length, 'thème se dégage', 'thèmes se dégagent'),
      `de ${formatPlural(contributions, 'contribution', 'contributions')}\u00a0:`,
      `${segmentsOf(classified)} ${classified < 2 ? 'classé' : 'classés'},`,
      `${formatPercent(leftOut, 1)} du corpus laissé de côté.`,
    ].join(' ');
  },
  since: (contributions: number) =>
    `${formatPlural(contributions, 'contribution est arrivée', 'contributions sont arrivées')} depuis cette analyse\u00a0: relancez-la pour les lire.`,
  leftOut: {
    tooShort: 'Trop courts, sans voisin classé',
    otherLanguage: 'Dans une autre langue',
    unclassified: 'Sans thème assez net',
  },
  leftOutTitle: 'Ce que l’analyse laisse de côté',
  leftOutLead: (count: number) =>
    `${segmentsOf(count)} ${count < 2 ? 'n’appartient' : 'n’appartiennent'} à aucun thème.`,
  stable: 'Solide',
  unstable: 'Fragile',
  unmeasured: 'Solidité non mesurée',
  kicker: (number: number, of: number) => `Thème ${number} sur ${of}`,
  theme: (number: number) => `Thème ${number}`,
  segments: segmentsOf,
  readSegments: (segments: number) =>
    segments < 2 ? 'Lire le segment du thème' : `Lire les ${segmentsOf(segments)} du thème`,
  readLeftOut: (segments: number) =>
    segments < 2
      ? 'Lire le segment hors des thèmes'
      : `Lire les ${segmentsOf(segments)} hors des thèmes`,
  facts: { share: 'des segments classés', segments: 'segments', stakeholders: 'acteurs' },
  heatCaption: 'Acteurs qui en parlent, parmi ceux dont la parole a été recueillie',
  segmentsTitle: (theme: string) => `Segments\u00a0: ${theme}`,
  segmentsLead: (segments: number, stakeholders: number) =>
    `${segmentsOf(segments)}, ${stakeholdersOf(stakeholders)}.`,
  mentionNote: (form: string, listed: number, counted: number) =>
    `Segments où se lit «\u00a0${form}\u00a0»\u00a0: ${formatNumber(listed)} repérés ici par l’écriture du mot, ${formatNumber(counted)} comptés par l’analyse, qui reconnaît aussi ses formes irrégulières et écarte ses homographes.`,
  followNote: (following: number) =>
    `Dont ${segmentsOf(following)} trop ${following < 2 ? 'court' : 'courts'} pour être ${following < 2 ? 'classé' : 'classés'} par ${following < 2 ? 'ses' : 'leurs'} propres mots, ${following < 2 ? 'rattaché à ses' : 'rattachés à leurs'} voisins dans la même contribution.`,
  errorPrefix: 'À corriger\u00a0: ',
  renamed: 'Le thème a son nouveau nom.',
  name: 'Donnez un nom au thème, de 200 signes au plus.',
  speakersOf: (speakers: number, of: number) => `${formatNumber(speakers)} sur ${formatNumber(of)}`,
  merges: {
    other: 'Choisissez le thème à réunir à celui-ci.',
    merged:
      'Les deux thèmes n’en font plus qu’un. Leurs constats restent, et les analyses suivantes garderont la fusion.',
    undone: 'La fusion est défaite\u00a0: l’autre thème est de nouveau dans la liste.',
    refused:
      'Quelqu’un a changé ces thèmes entre-temps\u00a0: rien n’a été modifié. Voici où ils en sont.',
    leaf: (name: string, holder: number) => `${name} (réuni au thème ${holder})`,
    history: (name: string, who: string | null, at: number, undoneAt: number | null) =>
      [
        `«\u00a0${name}\u00a0», réuni à ce thème par ${who ?? 'la plateforme'} le ${formatDate(at)}`,
        undoneAt === null ? '' : `, fusion défaite le ${formatDate(undoneAt)}`,
        '.',
      ].join(''),
  },
  measures: { chi2: 'Par χ²', specificity: 'Par spécificité' },
  measureNotes: {
    chi2: 'Les formes que ce thème emploie plus que les autres. La longueur dit le χ²\u00a0: combien l’écart à la moyenne du corpus est grand, en segments.',
    specificity:
      'Les mêmes, par leur spécificité (Lafon)\u00a0: combien il est improbable que le thème les dise si souvent, en mots. À 3, moins d’une chance sur mille\u00a0; à 6, sur un million.',
  },
  families: {
    survey: 'réponses ouvertes',
    interview: 'notes d’entretien',
    return: 'rubriques de remontées',
    document: 'passages de documents',
  },
  readInSource: {
    survey: 'Lire dans la réponse',
    interview: 'Lire dans l’entretien',
    return: 'Lire dans la remontée',
    document: 'Lire dans le document',
  },
  sources: { submission: 'Réponse', interview: 'Entretien', document: 'Document' },
  withdrawn: (at: number) =>
    `Cette contribution a été retirée du corpus le ${formatDate(at)}\u00a0; aucune analyse ne la lit plus.`,
  contributionFacts: {
    organisation: 'Organisme',
    category: 'Catégorie',
    kind: 'Nature',
    consent: 'Citation permise',
    source: 'Source',
  },
} as const;
