import { formatNumber, formatPercent, formatPlural } from '../format.ts';

const themesOf = (count: number) => formatPlural(count, 'thème', 'thèmes');
const named = (names: readonly string[]) => names.map((name) => `«\u00a0${name}\u00a0»`).join(', ');
const decimal = (value: number) => formatNumber(value, 2);

/** What TypeScript says on the pages that explore a run: map, graph, concordance, how far to trust it. */
export const explorationMessages = {
  method: 'La méthode, sur un exemple',
  tabs: {
    themes: 'Thèmes',
    map: 'Carte',
    graph: 'Mots liés',
    cloud: 'Nuage',
    concordance: 'Concordance',
    reliability: 'Jusqu’où s’y fier',
  },
  titles: {
    map: 'Carte des thèmes et des mots',
    graph: 'Les mots qui vont ensemble',
    cloud: 'Nuage de mots',
    concordance: 'Concordance',
    reliability: 'Jusqu’où s’y fier',
  },
  mapLead: (forms: number, axes: number) =>
    `Deux thèmes proches emploient les mêmes mots\u00a0; un mot est proche des thèmes qui l’emploient. La carte place ${formatNumber(forms)} mots et montre ${formatPercent(axes)} de ce qui distingue les thèmes.`,
  mapInertia: (total: number, axes: readonly number[]) =>
    `Inertie totale (χ² divisé par l’effectif)\u00a0: ${decimal(total)}. Axes, du premier au dernier\u00a0: ${axes.map((share) => formatPercent(share, 1)).join(', ')}.`,
  graphLead: (words: number, groups: number, theme: string | null) =>
    `${formatPlural(words, 'mot', 'mots')}${theme === null ? ' parmi les plus fréquents du corpus' : ` parmi les plus propres au thème «\u00a0${theme}\u00a0»`}, chacun relié à ceux qu’il accompagne le plus\u00a0; ${formatPlural(groups, 'groupe', 'groupes')} s’en dégagent.`,
  graphLinks: (links: number, tree: number) =>
    `L’arbre garde ${formatPlural(tree, 'lien', 'liens')} sur ${formatNumber(links)}\u00a0: les plus forts qui relient tous les mots sans jamais fermer une boucle.`,
  cloudLead: (words: number, theme: string | null) =>
    theme === null
      ? `${formatPlural(words, 'mot', 'mots')}, les plus fréquents du corpus. Chacun ouvre tous les passages où il a été dit.`
      : `${formatPlural(words, 'mot', 'mots')} que le thème «\u00a0${theme}\u00a0» emploie plus que les autres, par le nombre de fois où il les dit. Chacun ouvre tous les passages où il a été dit.`,
  group: (number: number) => `Groupe ${number}`,
  wholeCorpus: 'Tout le corpus',
  themeOption: (number: number, name: string) => `${number}. ${name}`,
  measures: {
    jaccard: 'Indice de Jaccard',
    count: 'Nombre de segments communs',
  },
  matches: { lemma: 'Toutes ses formes', form: 'À la lettre' },
  sorts: { source: 'Source', left: 'Mot qui précède', right: 'Mot qui suit' },
  linesFound: (total: number, words: string) =>
    total === 0
      ? `Aucun passage ne contient «\u00a0${words}\u00a0».`
      : `${formatPlural(total, 'passage', 'passages')} où se lit «\u00a0${words}\u00a0».`,
  formsFound: (forms: readonly { readonly form: string; readonly count: number }[]) =>
    `Écrit\u00a0: ${forms.map(({ form, count }) => `${form} (${formatNumber(count)})`).join(', ')}.`,
  outsideThemes: 'hors des thèmes',
  occurrences: (count: number) => formatPlural(count, 'fois', 'fois'),
  reliability: {
    stabilityTitle: 'Les thèmes se retrouvent-ils\u00a0?',
    stabilityNone: 'La solidité n’a pas été mesurée\u00a0: aucun tirage n’était demandé.',
    stabilityAll: (themes: number) =>
      `Oui\u00a0: ${themes < 2 ? 'le thème se retrouve' : `les ${formatNumber(themes)} thèmes se retrouvent`} quand le corpus est tiré au sort de nouveau, contribution par contribution.`,
    stabilitySome: (fragile: readonly string[], of: number) =>
      `En partie\u00a0: ${formatPlural(fragile.length, 'thème', 'thèmes')} sur ${formatNumber(of)} ${fragile.length < 2 ? 'change' : 'changent'} de contenu d’un tirage à l’autre, et ${fragile.length < 2 ? 'se lit' : 'se lisent'} comme ${fragile.length < 2 ? 'une piste' : 'des pistes'}\u00a0: ${named(fragile)}.`,
    leftOutTitle: 'Que laisse-t-on de côté\u00a0?',
    leftOut: (share: number) =>
      share === 0
        ? 'Rien\u00a0: chaque segment appartient à un thème.'
        : `${formatPercent(share, 1)} des segments n’appartiennent à aucun thème\u00a0: ce qui s’y dit n’est pas dans cette lecture.`,
    balanceTitle: 'Un thème écrase-t-il les autres\u00a0?',
    balanced: (largest: number, smallest: number) =>
      `Non\u00a0: le plus grand tient ${formatPercent(largest)} des segments classés, le plus petit ${formatPercent(smallest, 1)}.`,
    tooLarge: (name: string, share: number) =>
      `«\u00a0${name}\u00a0» tient ${formatPercent(share)} des segments classés\u00a0: c’est davantage le reste du corpus qu’un thème.`,
    tooSmall: (names: readonly string[]) =>
      `${named(names)}\u00a0: moins de 1\u202f% des segments classés, peut-être quelques voix seulement.`,
    coherenceTitle: 'Les mots d’un thème vont-ils ensemble\u00a0?',
    coherenceNone:
      'La cohérence n’a pas pu être mesurée\u00a0: trop peu de mots distinguent les thèmes.',
    coherent: (mean: number) =>
      `Oui\u00a0: les dix premiers mots de chaque thème se côtoient plus que le hasard ne le ferait (cohérence moyenne ${decimal(mean)}, de −1 à 1).`,
    incoherent: (names: readonly string[]) =>
      `Pas partout\u00a0: dans ${named(names)}, les premiers mots ne se côtoient pas plus que par hasard. Lisez-y les segments avant les mots.`,
    sensitivityTitle: 'Et avec un autre nombre de thèmes\u00a0?',
    sensitivityNone:
      'Le nombre de thèmes ayant été fixé d’avance, aucun autre découpage n’a été essayé. Laissez-le vide à la prochaine analyse pour comparer.',
    sensitivity: (tried: number, lowest: number, highest: number) =>
      `${formatPlural(tried, 'découpage a été essayé', 'découpages ont été essayés')}\u00a0; leur solidité moyenne va de ${decimal(lowest)} à ${decimal(highest)}. ${
        highest - lowest < 0.1
          ? 'Ils se valent\u00a0: le nombre de thèmes est un choix de lecture.'
          : 'Le nombre de thèmes compte\u00a0: gardez un découpage solide.'
      }`,
    saturationTitle: 'A-t-on assez écouté\u00a0?',
    saturationNone: 'Moins de cinq entretiens\u00a0: c’est trop peu pour en juger.',
    saturated: (last: number, interviews: number) =>
      `Sans doute\u00a0: le dernier thème nouveau arrive à l’entretien ${formatNumber(last)} sur ${formatNumber(interviews)}\u00a0; les suivants n’en ajoutent pas.`,
    unsaturated: (last: number, interviews: number) =>
      `Peut-être pas\u00a0: un thème nouveau arrivait encore à l’entretien ${formatNumber(last)} sur ${formatNumber(interviews)}.`,
    sizeTitle: 'Le corpus suffit-il\u00a0?',
    size: (segments: number, stakeholders: number, isEnough: boolean) =>
      `${formatPlural(segments, 'segment classé', 'segments classés')}, ${formatPlural(stakeholders, 'acteur', 'acteurs')}. ${
        isEnough
          ? 'C’est assez pour que les découpages aient un sens\u00a0; cela ne rend pas les acteurs représentatifs.'
          : 'C’est peu\u00a0: quelques contributions de plus peuvent changer les thèmes.'
      }`,
    advice: {
      fewer:
        'Demandez un ou deux thèmes de moins\u00a0: les thèmes fragiles rejoindront leur voisin.',
      readFragile:
        'Relisez les segments des thèmes fragiles avant d’en tirer un constat, et cherchez d’autres sources qui le disent.',
      more: 'Demandez plus de thèmes, pour diviser celui qui tient presque tout.',
      readLeftOut:
        'Lisez ce qui est laissé de côté\u00a0: un sujet rare et important peut s’y trouver.',
      vary: 'Lancez l’analyse sans fixer le nombre de thèmes\u00a0: elle compare plusieurs découpages.',
      otherSeed:
        'Lancez-la de nouveau avec une autre graine\u00a0: ce qui change n’était pas solide.',
      listen: 'Poursuivez les entretiens là où la grille des régions et des catégories est vide.',
      collect:
        'Recueillez davantage avant de conclure, ou présentez ces thèmes comme des hypothèses.',
    },
    candidate: (method: string, classes: number) => `${method}, ${themesOf(classes)}`,
  },
  sensitivity: {
    title: 'Et si l’on changeait un réglage\u00a0?',
    caption: 'Ce qui reste de chaque thème, réglage par réglage',
    running: 'Essai des réglages voisins',
    past: 'Des thèmes ont été réunis ou séparés depuis ces mesures\u00a0: essayez de nouveau les réglages voisins.',
    knobs: {
      classes: 'le nombre de thèmes',
      segmentWords: 'la taille des segments',
      floor: 'le seuil à partir duquel un mot compte',
      seed: 'la graine du hasard',
    },
    columns: {
      classes: (classes: number) => themesOf(classes),
      segmentWords: (words: number) => `Segments de ${formatNumber(words)} mots`,
      floor: (units: number) => `Seuil de ${formatPlural(units, 'segment', 'segments')}`,
      seed: () => 'Autre graine',
    },
    kept: (share: number) => formatPercent(share),
    steady: (themes: number, neighbours: number) =>
      `Pas grand-chose\u00a0: ${themes < 2 ? 'le thème se retrouve' : `les ${formatNumber(themes)} thèmes se retrouvent`} dans la plupart des ${formatNumber(neighbours)} réglages voisins qui ont été essayés.`,
    unsteady: (lost: readonly string[], of: number, neighbours: number) =>
      `Cela changerait ${formatPlural(lost.length, 'thème', 'thèmes')} sur ${formatNumber(of)}\u00a0: la moitié au moins des ${formatNumber(neighbours)} réglages voisins ne ${lost.length < 2 ? 'le retrouve' : 'les retrouvent'} pas\u00a0: ${named(lost)}.`,
    always: (names: readonly string[], of: number, neighbours: number) => {
      if (names.length === 0)
        return `Aucun thème ne se retrouve dans les ${formatNumber(neighbours)} réglages voisins à la fois.`;
      if (names.length === of)
        return `Tous les thèmes se retrouvent dans ${neighbours < 2 ? 'le réglage voisin' : `chacun des ${formatNumber(neighbours)} réglages voisins`}\u00a0: ce qu’ils disent ne tient pas au réglage.`;
      return `${formatPlural(names.length, 'thème se retrouve', 'thèmes se retrouvent')} dans chacun des ${formatNumber(neighbours)} réglages voisins\u00a0: ${named(names)}. Vous pouvez vous y appuyer.`;
    },
    lost: (name: string, found: number, neighbours: number) =>
      `«\u00a0${name}\u00a0» ne se retrouve que dans ${formatNumber(found)} réglage${found < 2 ? '' : 's'} sur ${formatNumber(neighbours)}\u00a0: lisez-le comme une piste, et cherchez d’autres sources avant d’en tirer un constat.`,
    depends: (most: string, mostKept: number, least: string, leastKept: number) =>
      `Ce qui change le plus cette lecture\u00a0: ${most} (il en reste ${formatPercent(mostKept)})\u00a0; le moins\u00a0: ${least} (${formatPercent(leastKept)}).`,
    advice: {
      classes:
        'Comparez plusieurs nombres de thèmes et gardez celui dont vous sauriez nommer chaque thème\u00a0: ici, il décide de la lecture.',
      segmentWords:
        'Comparez avec des contributions classées entières\u00a0: ici, la façon de couper les textes décide de la lecture.',
      floor:
        'Regardez les mots rares des thèmes, et mettez de côté dans le dictionnaire ceux qui n’apprennent rien\u00a0: ici, ils décident de la lecture.',
      seed: 'Essayez la classification descendante, qui ne tire rien au sort\u00a0: ici, le hasard décide de la lecture.',
    },
  },
} as const;
