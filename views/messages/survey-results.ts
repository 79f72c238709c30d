import { formatNumber, formatPercent, formatPlural } from '../format.ts';
import type { Share } from './surveys.ts';

const NBSP = '\u00a0';
const peopleOf = (count: number) => formatPlural(count, 'personne', 'personnes');
const answersOf = (count: number) => formatPlural(count, 'réponse', 'réponses');
const percents = ({ low, high }: { readonly low: number; readonly high: number }) =>
  `${formatNumber(low * 100)} à ${formatPercent(high)}`;
const MONTHS = [
  'janv.',
  'févr.',
  'mars',
  'avr.',
  'mai',
  'juin',
  'juil.',
  'août',
  'sept.',
  'oct.',
  'nov.',
  'déc.',
];

/** What TypeScript says on the pages of results. */
export const resultMessages = {
  title: 'Résultats',
  base: (answered: number, asked: number, received: number) =>
    [
      `n${NBSP}=${NBSP}${formatNumber(answered)} sur N${NBSP}=${NBSP}${formatNumber(asked)}`,
      asked < received
        ? `question non demandée à ${peopleOf(received - asked)} sur ${formatNumber(received)}`
        : '',
    ]
      .filter(Boolean)
      .join('\u202f; '),
  /** Of a question of a repeated group: what is counted is turns. */
  turnsBase: (answered: number, asked: number, turns: number) =>
    `${formatNumber(answered)} sur ${formatNumber(asked)} demandées, en ${formatPlural(turns, 'tour', 'tours')}`,
  description: (answered: number, top: string, count: number) =>
    answered === 0
      ? 'Aucune réponse.'
      : `${answersOf(answered)}. En tête${NBSP}: ${top}, ${formatNumber(count)}.`,
  columns: {
    choice: 'Réponse',
    value: 'Valeur',
    count: 'Effectif',
    share: 'Part',
    interval: 'Intervalle à 95\u202f%',
    item: 'Proposition',
    ranked: 'Cité',
    offered: 'Proposé à',
    points: 'Points',
    meanRank: 'Rang moyen',
    best: 'Fois en tête',
    worst: 'Fois en queue',
    appearances: 'Fois vue',
    score: 'Score',
    answered: 'n',
    median: 'Médiane',
    place: 'Territoire',
    from: 'De',
    to: 'À moins de',
    mean: 'Moyenne',
    quartiles: 'Moitié centrale',
    none: 'N’ont rien donné',
    latitude: 'Latitude',
    longitude: 'Longitude',
  },
  rank: (rank: number) => (rank === 1 ? '1er rang' : `${rank}e rang`),
  rankingNote: (max: number) =>
    `Points (Borda)${NBSP}: ${max} pour un premier rang, un de moins à chaque rang suivant. Rang moyen${NBSP}: parmi qui l’a classé. «${NBSP}Proposé à${NBSP}» compte ceux qui ont classé et à qui la proposition était offerte.`,
  pairsTitle: 'Qui passe avant qui',
  pairsCaption: (title: string) =>
    `${title} – combien mettent la proposition de la ligne avant celle de la colonne`,
  scoreNote: (best: string, worst: string, hasIntervals: boolean) =>
    `Score${NBSP}: (fois «${NBSP}${best.toLocaleLowerCase('fr')}${NBSP}» − fois «${NBSP}${worst.toLocaleLowerCase('fr')}${NBSP}») rapporté au nombre de fois où la proposition a été vue\u202f; de −1 à +1. ${
      hasIntervals
        ? 'Le trait est l’intervalle à 95\u202f%, obtenu en retirant au sort les répondants (bootstrap, toujours le même tirage)\u202f: deux traits qui se recouvrent largement ne départagent pas.'
        : 'Trop peu de répondants pour un intervalle.'
    }`,
  byCategory: 'Score par catégorie',
  withSize: (label: string, n: number) => `${label} (n${NBSP}=${NBSP}${formatNumber(n)})`,
  topMedian: (label: string, median: string) =>
    `Médiane la plus haute${NBSP}: ${label}, ${median}.`,
  topScore: (label: string, score: string) => `En tête${NBSP}: ${label}, ${score}.`,
  spread: {
    median: 'Médiane',
    middle: 'La moitié centrale',
    extremes: 'Du plus petit au plus grand',
    extremeDays: 'De la première à la dernière',
  },
  between: (low: string, high: string) => `de ${low} à ${high}`,
  histogram: (answered: number, median: string) =>
    `${answersOf(answered)}, médiane ${median}. Chaque barre compte les réponses entre deux valeurs.`,
  binsNote:
    'Chaque barre compte les réponses depuis sa borne de gauche, jusqu’à celle de droite exclue\u202f; la dernière comprend les deux.',
  allocationNote: (total: number, hasIntervals: boolean) =>
    `Moyenne des points, sur ${formatNumber(total)} à partager\u202f; ce qui n’a rien reçu compte pour zéro. ${hasIntervals ? 'Le trait est l’intervalle à 95\u202f% (bootstrap).' : 'Trop peu de répondants pour un intervalle.'}`,
  topMean: (label: string, mean: string) => `En tête${NBSP}: ${label}, ${mean} points en moyenne.`,
  placesNote:
    'Lieux arrondis au centième de degré, environ un kilomètre. Le nord est en haut\u202f; pas de fond de carte.',
  placesDescription: (count: number) =>
    `${formatPlural(count, 'lieu', 'lieux')}, là où ils se trouvent.`,
  otherValues: (values: number, count: number) =>
    `Et ${formatPlural(values, 'autre valeur', 'autres valeurs')}, pour ${answersOf(count)}.`,
  files: (count: number) =>
    `${formatPlural(count, 'fichier reçu', 'fichiers reçus')}\u202f; ils s’ouvrent depuis chaque réponse.`,
  personal: 'Coordonnées\u202f: elles se lisent dans chaque réponse, et nulle part ailleurs.',
  turns: 'Nombre de tours par réponse',
  elsewhere: 'Territoire non précisé',
  count: (count: number, share: Share | null) =>
    share
      ? `${formatNumber(count)}${NBSP}·${NBSP}${formatPercent(share.share)}`
      : formatNumber(count),
  share: ({ share }: Share) => formatPercent(share),
  interval: (share: Share) => percents(share),
  bounds: (low: string, high: string) => `${low} à ${high}`,
  noInterval: '–',
  source: 'Lire dans la réponse',
  readAll: (count: number) => `Lire ${count === 1 ? 'la réponse' : `les ${answersOf(count)}`}`,
  readOthers: (count: number) =>
    `Lire ${count === 1 ? 'la précision écrite' : `les ${formatNumber(count)}${NBSP}précisions écrites`}`,
  retired: 'Questions des versions précédentes',
  day: (iso: string) => {
    const [year = '', month = '', day = ''] = iso.split('-');
    const name = MONTHS[Number(month) - 1] ?? '';
    return [day && (day === '01' ? '1er' : String(Number(day))), name, year]
      .filter(Boolean)
      .join(' ');
  },
  time: (minutes: number) =>
    `${Math.floor(minutes / 60)}${NBSP}h${NBSP}${String(Math.round(minutes % 60)).padStart(2, '0')}`,
  hour: (key: string) => `${Number(key)}${NBSP}h`,
  filters: {
    region: 'Région',
    department: 'Département',
    epci: 'Intercommunalité',
    category: 'Catégorie',
    stratum: 'Strate',
    version: 'Version du questionnaire',
    answer: 'Réponse à une question',
    otherAnswer: 'Et à une autre',
    all: 'Toutes',
    submit: 'Filtrer',
    option: (label: string, count: number) => `${label} (${formatNumber(count)})`,
    versionOf: (version: string) => `Version ${version}`,
  },
  reading:
    'Cette enquête a reçu beaucoup de réponses\u202f: elles sont en cours de lecture. Rechargez la page dans quelques secondes.',
  live: (received: number) =>
    `${answersOf(received)} à cette heure\u202f: cette page en compte d’autres.`,
  words: {
    all: (count: number) =>
      `${formatPlural(count, 'réponse écrite', 'réponses écrites')}, dans l’ordre où elles sont arrivées.`,
    found: (count: number, written: number) =>
      `${formatPlural(count, 'réponse écrite retenue', 'réponses écrites retenues')}, sur ${formatNumber(written)}.`,
  },
  course: {
    title: 'Parcours',
    unsent: (count: number, blank: number) =>
      count === 0
        ? 'Aucune réponse n’est commencée sans être envoyée.'
        : `${formatPlural(count, 'réponse commencée n’est pas envoyée', 'réponses commencées ne sont pas envoyées')}${blank > 0 ? `, dont ${formatNumber(blank)} sans un mot` : ''}.`,
    stillOpen: 'L’enquête est ouverte\u202f: elles peuvent encore l’être.',
    anonymous:
      'Enquête anonyme\u202f: les brouillons ne se lisent qu’avec la clé de qui répond, et les heures ne disent rien. Ni les abandons ni les durées ne sont donc connus.',
    chart: 'Combien ont atteint chaque page',
    description: (first: number, last: number) =>
      `${answersOf(first)} à la première page, ${formatNumber(last)} à la dernière.`,
    page: 'Page',
    reached: 'Atteinte par',
    stopped: 'Arrêts ici',
    words: (reached: number, stopped: number) =>
      stopped === 0
        ? formatNumber(reached)
        : `${formatNumber(reached)} (−${formatNumber(stopped)})`,
    known: (known: number, received: number) =>
      `Connu pour ${answersOf(known)} sur ${formatNumber(received)}, du premier mot à l’envoi, pauses comprises. Le temps passé sur chaque page n’est pas mesuré\u202f: l’heure d’un brouillon n’est gardée que pour sa dernière version.`,
    median: 'Médiane',
    middle: 'La moitié centrale',
    extremes: 'Du plus court au plus long',
  },
  note: {
    kicker: 'Note de résultats',
    demonstration: 'Mission de démonstration\u00a0: personnes et communes fictives.',
    page: (survey: string) => `${survey} – page `,
    pageOf: ' sur ',
    received: (count: number) => `${formatPlural(count, 'réponse reçue', 'réponses reçues')}.`,
    rules: (k: number) => [
      `Aucun effectif de 1 à ${k - 1} n’est donné, ni rien qui permette d’en déduire un par différence entre deux tableaux\u202f; «\u00a0s.\u00a0» tient la place d’un effectif gardé secret.`,
      'Sous 30 réponses, des effectifs et jamais de pourcentage\u202f; les parts viennent avec leur intervalle à 95\u202f% (Wilson). Une part décrit celles et ceux qui ont répondu, et personne d’autre.',
    ],
    fileName: 'note-de-resultats.docx',
  },
  release: {
    title: 'Résultats à diffuser',
    secret: 's.',
    all: 'Ensemble',
    group: 'Qui répond',
    unknown: 'Non précisé',
    n: 'n',
    cell: (count: number, share: Share) =>
      `${formatNumber(count)}${NBSP}·${NBSP}${formatPercent(share.share)} (${percents(share)})`,
    score: (score: string, low: string, high: string) => `${score} (de ${low} à ${high})`,
    hidden: (count: number) =>
      count === 1
        ? 'Un effectif est gardé secret.'
        : `${formatNumber(count)} effectifs sont gardés secrets.`,
    withheld: 'Rien de cette question n’est diffusé ici.',
    smallest: 'Indiquez un nombre entier, de 3 à 100.',
    saved: (smallest: number) =>
      `Aucun effectif de 1 à ${smallest - 1} ne sera plus montré dans les résultats à diffuser.`,
  },
  weights: {
    label: 'Redressement',
    none: 'Aucun',
    methods: { strata: 'Par strates', margins: 'Par marges (calage)' },
    share: 'Part redressée',
    interval: 'Intervalle (n efficace)',
    median: 'Médiane redressée',
    effective: (size: number) => `n efficace${NBSP}=${NBSP}${formatNumber(size, 1)}`,
    made: (method: string, weighted: number, effective: number, designEffect: number) =>
      `Redressement ${method.charAt(0).toLowerCase()}${method.slice(1)}${NBSP}: ${answersOf(weighted)}, qui en valent ${formatNumber(effective, 1)} (n efficace de Kish)\u202f; effet de plan ${formatNumber(designEffect, 2)}. Les parts redressées se lisent à côté des parts brutes, dans «${NBSP}Voir les chiffres${NBSP}», et seulement à partir d’un n efficace de 30.`,
    outside: (count: number) =>
      `${answersOf(count)} ${count < 2 ? 'ne relève' : 'ne relèvent'} d’aucune strate du plan${NBSP}: sans poids.`,
    empty: (names: readonly string[], share: number) =>
      `Sans réponse, donc sans voix dans le redressement${NBSP}: ${names.slice(0, 6).join('\u202f; ')}${names.length > 6 ? `\u202f; et ${names.length - 6} autres` : ''} (${formatPercent(share)} de la population).`,
    trimmed: (count: number, bound: number, gap: number) =>
      `${formatPlural(count, 'poids ramené', 'poids ramenés')} entre 1/${bound} et ${bound}${NBSP}: les marges sont alors tenues à ${formatNumber(100 * gap, 1)} point près.`,
    untrimmed: (bound: number) =>
      `Aucun poids ne dépasse ${bound} ni ne descend sous 1/${bound}${NBSP}: les marges sont tenues exactement.`,
    contradiction:
      'Les marges se contredisent sur ces réponses\u202f: aucun poids ne les tient toutes, et rien n’est redressé. Essayez par strates, ou simplifiez le plan de sondage.',
    nobody: 'Aucune réponse ne relève d’une strate du plan\u202f: rien n’est redressé.',
    level: (axis: string, value: string) =>
      axis === 'population' ? `${value} hab.` : `centralité ${value}`,
  },
  crossings: {
    title: 'Croisements',
    submit: 'Croiser',
    pick: 'Choisir',
    row: 'En lignes',
    column: 'En colonnes',
    question: 'Questions',
    facet: 'Qui répond',
    choose: 'Choisissez deux variables à croiser.',
    same: 'Choisissez deux variables différentes.',
    caption: (row: string, column: string) => `${row} × ${column}`,
    base: (n: number, kept: number) =>
      `n${NBSP}=${NBSP}${formatNumber(n)}${NBSP}: celles et ceux dont les deux réponses sont connues, sur ${formatNumber(kept)}.`,
    total: 'Ensemble',
    cell: (count: number, share: string | null) =>
      share ? `${formatNumber(count)}${NBSP}·${NBSP}${share}` : formatNumber(count),
    expectedCaption: (row: string, column: string) =>
      `Effectifs attendus si les deux n’avaient aucun lien${NBSP}: ${row} × ${column}`,
    intervalsCaption: (row: string, column: string) =>
      `Intervalles à 95\u202f% des parts en ligne (Wilson)${NBSP}: ${row} × ${column}`,
    chiSquare: (statistic: number, degrees: number, p: string, strength: number) =>
      `χ²${NBSP}= ${formatNumber(statistic, 1)}, ${formatPlural(degrees, 'degré', 'degrés')} de liberté, p${NBSP}${p} ; V de Cramér${NBSP}= ${formatNumber(strength, 2)}.`,
    permutation: (rounds: number, p: string, strength: number) =>
      `Trop de cases attendent moins de cinq réponses pour un χ² (règle de Cochran)${NBSP}: les réponses ont été redistribuées au hasard ${formatNumber(rounds)} fois, à mêmes totaux. p${NBSP}${p} ; V de Cramér${NBSP}= ${formatNumber(strength, 2)}.`,
    verdicts: {
      linked:
        'Un lien de cette force serait rare si les deux n’avaient rien à voir ; il décrit celles et ceux qui ont répondu, et ne dit pas lequel explique l’autre.',
      none: 'Rien ne permet de dire que les deux sont liés ; ce n’est pas la preuve qu’ils ne le sont pas.',
    },
    silent: {
      'too-few': 'Moins de dix réponses communes : aucun test.',
      'one-group':
        'Toutes les réponses tombent dans la même ligne ou la même colonne : rien à comparer.',
    },
    scanNote: (tested: number) =>
      `${formatPlural(tested, 'croisement testé', 'croisements testés')}. Plus on en teste, plus il en ressort par hasard : ceux-ci sont retenus pour qu’un sur vingt au plus soit un hasard (Benjamini et Hochberg, 5 %).`,
    scanNone: (tested: number) =>
      `${formatPlural(tested, 'croisement testé', 'croisements testés')} : aucun ne se distingue du hasard, une fois tenu compte de leur nombre (Benjamini et Hochberg, 5 %).`,
    scanColumns: {
      crossing: 'Croisement',
      n: 'n',
      strength: 'V de Cramér',
      rate: 'Taux de fausses découvertes',
    },
    under: '< 0,001',
    equals: (value: number) => `= ${formatNumber(value, 3)}`,
  },
  kept: (kept: number, received: number) =>
    `Sur ${answersOf(received)}, ${kept < 2 ? `${formatNumber(kept)} est retenue` : `${formatNumber(kept)} sont retenues`} par les filtres. Tout est recalculé sur celles-là.`,
} as const;
