import { formatDate, formatNumber, formatPercent, formatPlural } from '../format.ts';
import { analysisMessages } from './analysis.ts';

const themesOf = (count: number) => formatPlural(count, 'thème', 'thèmes');
const settingsOf = (count: number) => formatPlural(count, 'réglage', 'réglages');
const decimal = (value: number) => formatNumber(value, 2);

interface Setting {
  readonly method: 'reinert' | 'double' | 'mixture';
  readonly classes: number;
  readonly segmentWords: number;
  readonly floor: number | 'auto' | 'half' | 'double';
}

/** What TypeScript says where settings are compared. */
export const sweepMessages = {
  index: 'Comparer des réglages',
  title: (at: number) => `Comparaison du ${formatDate(at)}`,
  methods: {
    reinert: analysisMessages.methods.reinert,
    double: analysisMessages.methods.double,
    mixture: analysisMessages.methods.mixture,
  },
  shortMethods: { reinert: 'Descendante', double: 'Double', mixture: 'Mélange' },
  units: { segment: 'Des segments', contribution: 'Des contributions entières' },
  sizes: (words: number) => `${formatNumber(words)} mots`,
  floors: {
    auto: 'Le seuil habituel, qui suit la taille du corpus',
    half: 'La moitié\u00a0: plus de mots rares comptent',
    double: 'Le double\u00a0: seuls les mots courants comptent',
  },
  methodsMissing: 'Choisissez au moins une méthode.',
  sizesMissing: 'Choisissez au moins une taille de segments.',
  floorsMissing: 'Choisissez au moins un seuil.',
  classes: 'Indiquez un nombre de thèmes entre 2 et 30.',
  classesOrder: 'Le plus grand nombre de thèmes ne peut pas être inférieur au plus petit.',
  unit: 'Choisissez ce qui est classé.',
  tooMany: (cells: number, most: number) =>
    `Cela fait ${settingsOf(cells)}\u00a0: ${formatNumber(most)} au plus. Comparez moins de nombres de thèmes, de tailles ou de seuils à la fois.`,
  started: 'La comparaison est lancée.',
  alreadyRunning: 'Une comparaison de cette mission est déjà en cours.',
  cancelled: 'La comparaison est arrêtée. Ce qui est mesuré reste.',
  resumed: 'La comparaison reprend où elle s’était arrêtée.',
  held: 'Un autre processus tenait encore cette comparaison il y a un instant. Réessayez dans quinze secondes.',
  states: {
    running: 'En cours',
    finished: 'Terminée',
    failed: 'Arrêtée par une erreur',
    cancelled: 'Arrêtée',
    interrupted: 'Interrompue',
  },
  stateNotes: {
    running: null,
    finished: null,
    failed: 'Une erreur l’a arrêtée. Ce qui était mesuré est gardé.',
    cancelled: null,
    interrupted: 'La plateforme s’est arrêtée pendant le calcul. Ce qui était mesuré est gardé.',
  },
  reading: 'Lecture des textes',
  progress: (done: number, total: number) =>
    `${formatNumber(done)} ${done < 2 ? 'réglage mesuré' : 'réglages mesurés'} sur ${formatNumber(total)}`,
  lead: (cells: number, runAt: number | null) =>
    runAt === null
      ? `${settingsOf(cells)}, chacun étant l’analyse qu’il donnerait.`
      : `${settingsOf(cells)}, chacun étant l’analyse qu’il donnerait, comparé à l’analyse du ${formatDate(runAt)}.`,
  setting: ({ method, classes, segmentWords, floor }: Setting, isSegment: boolean) =>
    [
      analysisMessages.methods[method],
      themesOf(classes),
      ...(isSegment ? [`segments de ${formatNumber(segmentWords)} mots`] : []),
      sweepMessages.floorName(floor),
    ].join(', '),
  /** A row of the picture: all but the number of themes. */
  row: ({ method, segmentWords, floor }: Setting, isSegment: boolean) =>
    [
      sweepMessages.shortMethods[method],
      ...(isSegment ? [sweepMessages.sizes(segmentWords)] : []),
      sweepMessages.floorName(floor),
    ].join(', '),
  floorName: (floor: Setting['floor']) => {
    if (floor === 'auto') return 'seuil habituel';
    if (floor === 'half') return 'seuil divisé par deux';
    return floor === 'double' ? 'seuil doublé' : `seuil ${formatNumber(floor)}`;
  },
  measures: {
    stability: 'Solidité',
    coherence: 'Cohérence',
    leftOut: 'Part laissée de côté',
    likeness: 'Ressemblance avec l’analyse affichée',
  },
  measureNotes: {
    stability:
      'Combien les thèmes se retrouvent quand les contributions sont tirées au sort de nouveau (0 à 1\u00a0; fragile sous 0,60). Elle baisse d’elle-même quand les thèmes sont plus nombreux.',
    coherence:
      'Combien les dix premiers mots de chaque thème se côtoient (−1 à 1\u00a0; 0 pour le hasard).',
    leftOut: 'Ce qui n’entre dans aucun thème. Moins il y en a, mieux le corpus est lu.',
    likeness:
      'Ce qui reste des thèmes de l’analyse affichée, en texte commun (0 à 1). Une ressemblance faible n’est pas un défaut\u00a0: c’est une autre lecture.',
  },
  pictureTitle: (measure: string) => `${measure}, par réglage et par nombre de thèmes`,
  pictureDescription: (lowest: string, highest: string) =>
    `De ${lowest} à ${highest}. Une case plus foncée est plus élevée\u00a0; un tiret, un réglage qui n’est pas mesuré ou qui ne divise pas le corpus.`,
  settingHead: 'Réglage',
  dataFile: 'comparaison-de-reglages.csv',
  dataHead: [
    'Méthode',
    'Thèmes demandés',
    'Thèmes trouvés',
    'Mots par segment',
    'Seuil',
    'Graine',
    'Solidité',
    'Cohérence',
    'Part laissée de côté',
    'Plus grand thème',
    'Plus petit thème',
    'Ressemblance avec l’analyse affichée',
    'Empreinte du corpus',
  ],
  fewer: (found: number) => `${formatNumber(found)} trouvés`,
  best: (setting: string, stability: number) =>
    `Le plus solide des découpages équilibrés\u00a0: ${setting} (solidité ${decimal(stability)}).`,
  bestIsFragile: 'Aucun n’atteint 0,60\u00a0: lisez-le comme une première piste.',
  noBest:
    'Aucun de ces réglages ne donne un découpage équilibré\u00a0: un thème y réunit 60\u202f% du corpus ou plus, ou moins de 1\u202f%. Essayez d’autres nombres de thèmes, ou un seuil plus élevé.',
  bestLikeness: (likeness: number) =>
    `Il garde ${formatPercent(likeness)} de ce que réunissent les thèmes affichés.`,
  caution:
    'Le plus solide n’est pas le plus juste\u00a0: entre deux réglages voisins, gardez celui dont vous sauriez nommer et défendre les thèmes.',
  launched: (setting: string) => `L’analyse est lancée avec ce réglage\u00a0: ${setting}.`,
  launch: (setting: string) => `Lancer cette analyse\u00a0: ${setting}`,
  settingsOf,
} as const;
