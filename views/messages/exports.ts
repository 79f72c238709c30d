import type { MissingReason } from '../../surveys/columns.ts';
import type { ColumnKind } from '../../surveys/question-types/type.ts';

/** What exports say in French, on their page and inside the files. */
export const exportMessages = {
  title: 'Exports',
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
