import type { MissingReason } from '../../surveys/columns.ts';
import type { ColumnKind } from '../../surveys/question-types/type.ts';

/** What exports say in French, on their page and inside the files. */
export const exportMessages = {
  title: 'Exports',
  formats: {
    xlsx: {
      label: 'Classeur Excel (.xlsx)',
      hint: 'Les réponses, le dictionnaire des colonnes, et ce que contient le fichier. Convient à la plupart des usages.',
    },
    'csv-tableur': {
      label: 'CSV pour un tableur',
      hint: 'Aucune cellule n’est calculée ni récrite à l’ouverture\u00a0: une apostrophe précède ce qui pourrait l’être.',
    },
    csv: {
      label: 'CSV pour un programme',
      hint: 'Les valeurs telles quelles, en UTF-8. À ne pas ouvrir dans un tableur.',
    },
    json: {
      label: 'JSON',
      hint: 'Un document\u00a0: le questionnaire, les colonnes, puis les réponses.',
    },
    jsonl: { label: 'JSON, une réponse par ligne', hint: 'La première ligne décrit les colonnes.' },
    sav: {
      label: 'SPSS (.sav)',
      hint: 'Libellés des variables et des valeurs en français, raisons des valeurs manquantes.',
    },
    r: {
      label: 'R (.zip)',
      hint: 'Les réponses en CSV et un script qui les charge\u00a0: facteurs, libellés, raisons des valeurs manquantes.',
    },
  },
  separators: { ';': 'Point-virgule', ',': 'Virgule' },
  terminal: 'La ligne de commande',
  done: (format: string, isInternal: boolean) =>
    isInternal
      ? `a fait un export interne\u00a0: ${format}.`
      : `a exporté les réponses\u00a0: ${format}.`,
  unknownFormat: 'Choisissez un format.',
  busy: 'Deux exports sont déjà en cours. Attendez la fin de l’un d’eux, puis recommencez.',
  tooManyColumns:
    'Ce questionnaire a plus de colonnes qu’un classeur n’en peut contenir (16\u202f384). Choisissez le CSV.',
  tooManyRows:
    'Il y a plus de réponses qu’une feuille n’en peut contenir (1\u202f048\u202f575). Choisissez le CSV.',
  fileName: (slug: string, day: string, extension: string) =>
    `${slug.replaceAll(/[^A-Za-z0-9-]+/g, '-')}-reponses-${day}.${extension}`,
  /** Columns that describe a response rather than answer a question. */
  columns: {
    response: 'Identifiant de la réponse',
    version: 'Version du questionnaire',
    submittedAt: 'Date d’envoi',
    category: 'Catégorie d’acteur',
    region: 'Région',
    department: 'Département',
    citation: 'Ce que la personne permet de citer',
    weight: 'Pondération',
  },
  /** Beside a code, a label that names a reason. */
  missing: {
    blank: 'Sans réponse',
    'not-asked': 'Question non posée',
    'other-version': 'Absente de cette version',
    withheld: 'Mots retenus : la personne ne permet pas de les citer',
  } satisfies Record<MissingReason, string>,
  /** What stands in the cell of a text format. A blank stays blank. */
  marks: {
    blank: '',
    'not-asked': '[non posée]',
    'other-version': '[autre version]',
    withheld: '[retenu]',
  } satisfies Record<MissingReason, string>,
  kinds: {
    code: 'choix',
    mark: 'coché (1) ou non (0)',
    number: 'nombre',
    date: 'date',
    time: 'heure',
    'date-time': 'date et heure',
    text: 'texte',
    words: 'mots de la personne',
    contact: 'coordonnées',
  } satisfies Record<ColumnKind, string>,
  yes: 'oui',
  no: 'non',
  sheets: { responses: 'Réponses', codebook: 'Dictionnaire', about: 'À propos' },
  codebook: {
    column: 'Colonne',
    section: 'Partie',
    question: 'Question',
    label: 'Libellé',
    kind: 'Contenu',
    choices: 'Codes et libellés',
    condition: 'Posée si',
    versions: 'Versions',
    missing: 'Cellules sans valeur',
  },
  choice: (value: string | number, label: string) => `${value} = ${label}`,
  versions: (numbers: readonly number[]) => numbers.join(', '),
  about: {
    survey: 'Enquête',
    exportedAt: 'Exporté le',
    responses: 'Réponses',
    versions: 'Versions du questionnaire',
    scope: 'Contenu',
    ordinary:
      'Sans coordonnées ; les mots des personnes qui ne permettent pas de les citer sont retenus.',
    internal:
      'Export interne : coordonnées et mots à usage interne compris. Ne pas transmettre hors de la mission.',
    cut: (count: number) =>
      count === 1
        ? 'Un texte dépasse la longueur permise par ce format et a été coupé ; il est entier dans l’export CSV ou JSON.'
        : `${count} textes dépassent la longueur permise par ce format et ont été coupés ; ils sont entiers dans l’export CSV ou JSON.`,
  },
} as const;
