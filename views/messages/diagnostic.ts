import { formatDate, formatNumber, formatPercent, formatPlural } from '../format.ts';
import { typeset } from './typeset.ts';

const extractsOf = (count: number) => formatPlural(count, 'extrait', 'extraits');

/** Everything that the diagnostic says of itself, on the web page and in the .docx. */
export const diagnosticMessages = {
  kicker: 'Rapport de diagnostic',
  editions: { validated: 'Version validée', working: 'Version de travail' },
  editionHints: {
    validated: 'Constats validés, restitués ou publiés.',
    working: 'Tous les constats, y compris ceux qui ne sont pas encore validés.',
  },
  asOf: (at: number) => `État au ${formatDate(at)}`,
  demonstration: typeset('Mission de démonstration : personnes et communes fictives.'),
  contents: 'Sommaire',
  headings: {
    method: 'Méthode et limites',
    sources: 'Ce qui a été recueilli',
    voices: 'Qui a parlé',
    analysis: 'Comment les thèmes ont été formés',
    rules: 'Ce qui fonde un constat',
    limits: 'Limites',
    findings: 'Constats par thème',
    comparison: 'Convergences et divergences',
    convergences: 'Ce sur quoi les catégories se rejoignent',
    divergences: 'Ce qui les sépare',
    annex: 'Annexe de preuve',
  },
  columns: {
    family: 'Source',
    sources: 'Documents, entretiens ou réponses',
    contributions: 'Contributions',
    stakeholders: 'Acteurs',
    region: 'Région',
    category: 'Catégorie',
    finding: 'Constat',
    voices: 'Voix, par catégorie',
  },
  voicesLead: 'Nombre d’acteurs dont la parole figure dans le corpus, par région et par catégorie.',
  gridCaption: 'Qui dit quoi, par région et par catégorie d’acteurs',
  gridCaptionOf: (number: string) =>
    `Constat ${number}, qui dit quoi par région et par catégorie d’acteurs`,
  gridWords: {
    supports: 'appuie',
    contradicts: 'contredit',
    mixed: 'partagé',
    unmentioned: 'non évoqué',
    unasked: 'non demandé',
  },
  gridNote: typeset(
    '« Non demandé » : personne, dans cette case, n’a été interrogé sur ce sujet. Les propos à usage interne ne comptent pas dans cette grille.',
  ),
  validity: typeset('Où il vaut :'),
  status: (status: string) => typeset(`Statut : ${status.toLowerCase()}`),
  strength: (counts: string) => typeset(`S’appuie sur ${counts}.`),
  isolated: (missing: string) => typeset(`Signal isolé : il manque ${missing}.`),
  untouched: typeset(
    'Ébauche de l’analyse : personne n’a encore lu ces extraits ni dit ce qu’ils permettent d’affirmer.',
  ),
  counterVoices: (sentence: string) => typeset(`${sentence}.`),
  withheld: (internal: number, altered: number) =>
    typeset(
      [
        internal > 0 ? `${extractsOf(internal)} à usage interne` : '',
        altered > 0 ? `${extractsOf(altered)} dont la source a changé depuis ou a été retirée` : '',
      ]
        .filter((part) => part !== '')
        .join(' et ')
        .replace(
          /$/u,
          internal + altered > 1 ? ' ne sont pas reproduits.' : ' n’est pas reproduit.',
        ),
    ),
  roles: {
    supports: 'appuie',
    contradicts: 'contredit',
    qualifies: 'nuance',
    illustrates: 'illustre',
  },
  verbatimRoles: {
    supports: 'Verbatim',
    illustrates: 'Verbatim',
    qualifies: 'Nuance',
    contradicts: 'Voix contraire',
  },
  kinds: {
    verbatim: 'Verbatim',
    reformulation: 'Propos reformulé par l’enquêteur',
    observation: 'Observation de l’enquêteur',
  },
  sources: {
    survey: (at: number | null) => withDay('Réponse à l’enquête', at),
    interview: (at: number | null) => withDay('Entretien', at),
    return: (at: number | null) => withDay('Remontée', at),
    document: (at: number | null) => withDay('Document', at),
  },
  reference: (number: number) => `[${number}]`,
  readInPlace: 'Lire en contexte',
  annexLead: typeset(
    'Chaque extrait est identique à sa source, caractère par caractère. Son adresse mène au passage, dans son contexte, pour qui a accès à la mission.',
  ),
  citedBy: (numbers: readonly string[]) => typeset(`Constats : ${numbers.join(', ')}`),
  comparisonLead: typeset(
    'Effectifs d’acteurs, jamais de pourcentages : aucun groupe n’est assez nombreux. Les propos à usage interne n’y comptent pas.',
  ),
  noConvergence: 'Aucun constat n’est partagé par deux catégories sans voix contraire.',
  noDivergence: 'Aucune voix contraire n’a été rattachée à ces constats.',
  voices: (category: string, yes: number, mixed: number, no: number) =>
    typeset(
      `${category} : ${[
        yes > 0 ? `${formatNumber(yes)} pour` : '',
        mixed > 0 ? `${formatNumber(mixed)} ${mixed > 1 ? 'partagés' : 'partagé'}` : '',
        no > 0 ? `${formatNumber(no)} contre` : '',
      ]
        .filter((part) => part !== '')
        .join(', ')}`,
    ),
  analysis: {
    method: {
      reinert: 'classification descendante hiérarchique (méthode de Reinert)',
      double: 'classification descendante double (méthode de Reinert)',
      mixture: 'modèle de mélange pour textes courts',
    },
    how: (method: string, segments: number, themes: number, at: number) =>
      typeset(
        `L’analyse du ${formatDate(at)} a réparti ${formatNumber(segments)} segments d’une quarantaine de mots en ${formatPlural(themes, 'thème', 'thèmes')}, par ${method}.`,
      ),
    reviewed:
      'Chaque thème a donné lieu à un projet de constat, relu, récrit ou écarté par les consultants ; l’auteur d’un constat n’est jamais celui qui le valide.',
    reproducible: (version: string, seed: number, hash: string) =>
      typeset(
        `Calcul reproductible : chaîne ${version}, graine ${seed}, empreinte du corpus ${hash.slice(0, 16)}.`,
      ),
  },
  rules: [
    'Au moins 3 segments, 2 acteurs et 2 familles de sources ; en dessous, le constat est un « signal isolé », signalé comme tel.',
    'Des voix contraires rattachées, ou recherchées sans en trouver.',
    'Chaque verbatim est identique à sa source, caractère par caractère ; reformulations et observations sont signalées.',
    'Les propos sont attribués par fonction, et nommément avec l’accord de la personne seulement.',
  ].map(typeset),
  limits: {
    counts:
      'Les entretiens et les remontées ne donnent lieu à aucun pourcentage : les effectifs sont des nombres d’acteurs, non représentatifs de leur catégorie.',
    leftOut: (share: number) =>
      `${share < 0.01 ? 'Moins de 1 %' : formatPercent(share)} des segments n’entrent dans aucun thème (trop courts, dans une autre langue, ou impossibles à classer).`,
    unstable: (names: readonly string[]) =>
      `${names.length > 1 ? 'Ces thèmes changent' : 'Ce thème change'} beaucoup quand on rejoue l’analyse sur une partie du corpus : ${names.join(' ; ')}. ${names.length > 1 ? 'Ils sont' : 'Il est'} à lire avec prudence.`,
    unheard: (cells: readonly string[]) =>
      `Aucune parole n’a été recueillie pour : ${cells.join(' ; ')}.`,
    withheld: (count: number) =>
      `${extractsOf(count)} à usage interne ${count > 1 ? 'fondent aussi ces constats et ne sont pas reproduits' : 'fonde aussi ces constats et n’est pas reproduit'}.`,
    pending: (count: number) =>
      `${formatPlural(count, 'constat en cours d’examen ne figure pas', 'constats en cours d’examen ne figurent pas')} dans cette version.`,
    working: (unsettled: number, all: number) =>
      `Version de travail : ${formatNumber(unsettled)} constats sur ${formatNumber(all)} ne sont pas validés. Elle n’est pas à diffuser.`,
    rejected: (count: number) =>
      `${formatPlural(count, 'projet de constat a été écarté', 'projets de constat ont été écartés')} ; les motifs sont conservés dans la plateforme.`,
  },
  empty: {
    validated: 'Aucun constat n’est validé pour l’instant.',
    working: 'Aucun constat n’a encore été rédigé : lancez une analyse.',
  },
  download: 'Télécharger en .docx',
  fileName: (edition: 'validated' | 'working') =>
    edition === 'validated' ? 'diagnostic.docx' : 'diagnostic-version-de-travail.docx',
  page: (edition: string) => `${edition} – page `,
  pageOf: ' sur ',
} as const;

function withDay(label: string, at: number | null): string {
  return at === null ? label : `${label} du ${formatDate(at)}`;
}
