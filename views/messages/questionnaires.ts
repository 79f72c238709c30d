import type { Questionnaire } from '../../surveys/definition.ts';
import type { Comparison } from '../../surveys/edit/conditionMenu.ts';
import type { Operation, Refusal } from '../../surveys/edit/operations.ts';
import type { DraftProblem } from '../../surveys/edit/problems.ts';
import type { Family } from '../../surveys/question-types/editing.ts';
import { formatDateTime, formatPlural } from '../format.ts';

type TypeName = Questionnaire['sections'][number]['questions'][number]['type'];

const cited = (text: string) => `«\u00a0${text}\u00a0»`;

/** What TypeScript says where questionnaires are written, tried and published. */
export const questionnaireMessages = {
  title: 'Questionnaire',
  newSurvey: 'Nouvelle enquête',
  editing: 'Rédaction',
  preview: 'Aperçu',
  testing: 'Essai',
  versionTitle: (version: number) => `Version ${version}`,
  uploadTitle: 'Questionnaire importé',
  conflictTitle: 'Le questionnaire a changé entre-temps',
  untitledQuestion: 'Question sans intitulé',
  untitledSection: 'Page sans titre',

  families: {
    choosing: 'Choisir',
    writing: 'Écrire',
    counting: 'Compter',
    weighing: 'Évaluer et hiérarchiser',
    dating: 'Dater',
    placing: 'Situer',
    joining: 'Contacts, fichiers, listes',
    saying: 'Dire et calculer',
  } satisfies Record<Family, string>,

  /** A type that nobody has named yet shows its own name. */
  types: {
    single: 'Choix unique',
    multiple: 'Choix multiple',
    dropdown: 'Liste déroulante',
    matrix: 'Tableau',
    ranking: 'Classement',
    number: 'Nombre sur une échelle continue',
    integer: 'Nombre entier',
    decimal: 'Nombre décimal',
    date: 'Date',
    time: 'Heure',
    'date-time': 'Date et heure',
    'short-text': 'Texte court',
    'long-text': 'Texte long',
    email: 'Adresse électronique',
    phone: 'Téléphone',
    scale: 'Échelle',
    maxdiff: 'Le plus, le moins (MaxDiff)',
    allocation: 'Points à répartir',
    commune: 'Commune',
    geopoint: 'Point sur la carte',
    geotrace: 'Tracé ou parcelle',
    file: 'Fichier ou photo',
    note: 'Texte à lire',
    consent: 'Accord',
    hidden: 'Valeur cachée',
    calculated: 'Calcul',
    repeat: 'Groupe répété',
  } as Readonly<Partial<Record<TypeName, string>> & Record<string, string>>,

  /** Fields by the name of what they fill; a type may say its own. */
  fields: {
    choices: { label: 'Choix proposés' },
    items: { label: 'Éléments' },
    rows: { label: 'Lignes du tableau' },
    columns: {
      label: 'Colonnes',
      hint: 'Une seule réponse par ligne. Laissez vide si vous notez chaque ligne sur des critères.',
    },
    criteria: {
      label: 'Critères notés',
      hint: 'Chaque ligne reçoit une note par critère. Laissez vide si vous avez des colonnes.',
    },
    max: { label: 'Maximum' },
    min: { label: 'Minimum' },
    step: { label: 'Pas', hint: 'Par exemple 0,5.' },
    unit: { label: 'Unité', hint: 'Par exemple «\u00a0€\u00a0» ou «\u00a0km\u00a0».' },
    maxLength: { label: 'Nombre maximal de caractères' },
    minLabel: { label: 'Ce que veut dire la plus petite valeur' },
    maxLabel: { label: 'Ce que veut dire la plus grande valeur' },
    bestLabel: { label: 'Intitulé du «\u00a0plus\u00a0»' },
    worstLabel: { label: 'Intitulé du «\u00a0moins\u00a0»' },
    screens: { label: 'Nombre d’écrans' },
    perScreen: {
      label: 'Éléments par écran',
      hint: 'Écrans × éléments par écran doit être un multiple du nombre d’éléments, pour que chacun soit vu aussi souvent.',
    },
    total: { label: 'Points à répartir' },
    kind: { label: 'Ce qu’on demande' },
    shape: { label: 'Forme du tracé' },
    statement: { label: 'Ce à quoi la personne consent' },
    wording: {
      label: 'Version de cette formulation',
      hint: 'Changez-la quand les mots changent\u00a0: chaque accord garde la sienne.',
    },
    calculation: { label: 'Calcul', hint: `Une expression, par exemple \${budget} * 52.` },
    count: {
      label: 'Nombre de tours',
      hint: 'Une expression. Laissez vide\u00a0: autant de tours que la personne en ajoute.',
    },
    questions: { label: 'Questions de chaque tour' },
    choiceFilter: {
      label: 'Choix proposés seulement si',
      hint: 'Une expression évaluée pour chaque choix, nommé «\u00a0name\u00a0».',
    },
    rowFilter: {
      label: 'Lignes proposées seulement si',
      hint: 'Une expression évaluée pour chaque ligne, nommée «\u00a0name\u00a0».',
    },
    itemFilter: {
      label: 'Éléments proposés seulement si',
      hint: 'Une expression évaluée pour chaque élément, nommé «\u00a0name\u00a0».',
    },
  } as Readonly<Record<string, { readonly label: string; readonly hint?: string }>>,
  /** Where a type gives another meaning to a name. */
  fieldsOf: {
    multiple: { max: { label: 'Nombre maximal de réponses' } },
    ranking: { min: { label: 'À classer au moins' }, max: { label: 'À classer au plus' } },
    repeat: { max: { label: 'Nombre maximal de tours' } },
    scale: { min: { label: 'Plus petite valeur' }, max: { label: 'Plus grande valeur' } },
  } as Readonly<Record<string, Readonly<Record<string, { readonly label: string }>>>>,
  menus: {
    file: 'Un fichier',
    photo: 'Une photo',
    audio: 'Un son',
    video: 'Une vidéo',
    path: 'Un parcours',
    plot: 'Une parcelle, qui revient à son point de départ',
  } as Readonly<Record<string, string>>,
  marks: { open: 'À préciser', exclusive: 'Exclusif' },
  markHints: {
    open: 'La personne peut préciser en quelques mots.',
    exclusive: 'Ce choix exclut tous les autres.',
  },

  tooManyLines: (count: number) =>
    `${formatPlural(count, 'élément', 'éléments')}\u00a0: trop pour être modifiés ici. Téléchargez le questionnaire en XLSForm, modifiez sa feuille «\u00a0choices\u00a0», puis partez de ce fichier.`,
  joins: { all: 'Toutes ces conditions', any: 'Au moins une de ces conditions' },
  panels: {
    general: 'Présentation',
    generalHeading: 'Ce que lit la personne avant de commencer',
    language: 'Traduction',
    section: (place: number, count: number) => `Page ${place} sur ${count}`,
    sectionIf: 'Afficher cette page si',
    groupIf: 'Afficher ce groupe si',
    questionIf: 'Afficher si',
    noGroup: 'Aucun',
    intoSection: (title: string) => `Page\u00a0: ${title}`,
    intoRepeat: (label: string) => `Groupe répété\u00a0: ${label}`,
  },
  /** Those that are proposed first; a questionnaire may come with others. */
  languages: {
    en: 'English',
    de: 'Deutsch',
    es: 'Español',
    it: 'Italiano',
    pt: 'Português',
    nl: 'Nederlands',
    br: 'Brezhoneg',
    co: 'Corsu',
    eu: 'Euskara',
    oc: 'Occitan',
    ca: 'Català',
  } as Readonly<Record<string, string>>,
  missingTexts: (count: number) =>
    count === 0 ? 'Tout est traduit.' : `${formatPlural(count, 'texte', 'textes')} à traduire.`,

  comparisons: {
    is: 'est',
    'is-not': 'n’est pas',
    has: 'comprend',
    'has-not': 'ne comprend pas',
    over: 'est supérieur à',
    'at-least': 'est au moins',
    under: 'est inférieur à',
    'at-most': 'est au plus',
    contains: 'contient',
    filled: 'est rempli',
    blank: 'n’est pas rempli',
  } satisfies Record<Comparison, string>,

  /** The history: what each revision did, its subject beside it. */
  acts: {
    start: 'a commencé le questionnaire',
    describe: 'a modifié la présentation',
    replace: 'a remplacé le questionnaire',
    'add-section': 'a ajouté la page',
    'change-section': 'a modifié la page',
    'move-section': 'a déplacé la page',
    'duplicate-section': 'a dupliqué la page',
    'remove-section': 'a supprimé la page',
    'add-question': 'a ajouté la question',
    'change-question': 'a modifié la question',
    'change-type': 'a changé le type de la question',
    'rename-question': 'a renommé la question',
    'move-question': 'a déplacé la question',
    'duplicate-question': 'a dupliqué la question',
    'remove-question': 'a supprimé la question',
    'group-questions': 'a groupé des questions',
    ungroup: 'a défait un groupe',
    translate: 'a traduit des textes',
    undo: 'a annulé une modification',
    redo: 'a rétabli une modification',
    abandon: 'est revenu à la version publiée',
  } satisfies Record<Operation['act'] | 'start' | 'undo' | 'redo' | 'abandon', string> as Readonly<
    Record<string, string>
  >,
  done: {
    saved: 'Enregistré.',
    removed: (subject: string) => `${cited(subject)} est supprimée. Vous pouvez annuler.`,
    undone: 'La dernière modification est annulée.',
    redone: 'La modification est rétablie.',
    abandoned: 'Le brouillon est revenu à la version publiée. Vous pouvez annuler.',
    nothing: 'Il n’y a rien à annuler.',
    unchanged: 'Rien n’a changé.',
    created:
      'L’enquête est créée. Son questionnaire est un brouillon\u00a0: personne ne peut répondre avant sa publication.',
    published: (version: number) =>
      version === 1
        ? 'La version 1 est publiée. Ouvrez l’adresse publique ou invitez des acteurs pour recevoir des réponses.'
        : `La version ${version} est publiée. Les réponses commencées sont reprises sur elle quand aucune réponse ne s’y perd\u00a0; sinon elles se terminent sur la leur.`,
  },
  refusals: {
    gone: 'Cette question ou cette page n’est plus dans le questionnaire.',
    taken: 'Cet identifiant est déjà pris.',
    'too-many':
      'Le questionnaire est trop long\u00a0: 3\u202f000 questions et 4\u00a0millions de caractères au plus. Rien n’a été changé.',
    'not-there': 'Un groupe répété ne peut pas en contenir un autre.',
    'last-section': 'Un questionnaire garde au moins une page.',
    published:
      'Une version publiée porte cet identifiant\u00a0: il ne change plus, pour que les réponses restent réunies.',
  } satisfies Record<Refusal | 'published', string>,
  unreadable: 'Ce formulaire n’a pas pu être lu. Rechargez la page et recommencez.',
  idFormat:
    'Un identifiant commence par une lettre ou un chiffre, sans espace ni point, 64\u00a0signes au plus.',
  published: (count: number) => `Publié ${formatPlural(count, 'fois', 'fois')}`,
  conflict: (who: string, at: number) =>
    `${who} l’a modifié le ${formatDateTime(at)}, après que vous avez ouvert la page. Votre modification n’est pas encore appliquée\u00a0; rien n’est perdu.`,
  travelConflict:
    'Quelqu’un a modifié le questionnaire entre-temps. Rechargez la page pour voir ce qui serait annulé.',
  refused: 'Rien n’a été changé',
  walks: {
    name: (number: number) => `Parcours ${number}`,
    named: { shortest: 'le plus court', longest: 'le plus long' },
    method: (walks: number) =>
      `${formatPlural(walks, 'parcours', 'parcours')} avec des réponses inventées, toujours les mêmes pour le même questionnaire\u00a0: ce qui a été le moins choisi l’est plus souvent, et les seuils des conditions sont essayés. Une question facultative sur six est passée.`,
    minutes: (seconds: number) =>
      seconds < 60
        ? 'moins d’une minute'
        : `environ ${formatPlural(Math.round(seconds / 60), 'minute', 'minutes')}`,
    figures: {
      least: 'Durée la plus courte',
      median: 'Durée médiane',
      most: 'Durée la plus longue',
    },
    seconds: (seconds: number) => `${formatPlural(Math.round(seconds), 'seconde', 'secondes')}`,
    stuck: 'Impasses',
    stuckNone: 'Aucune\u00a0: chaque parcours va jusqu’au bout.',
    stuckSome:
      'Ces questions obligatoires arrêtent la personne\u00a0: aucune réponse essayée n’y est admise. Revoyez leur contrainte et leurs bornes.',
    stuckText: (count: number, walks: number) => `${count} parcours sur ${walks}`,
    unreached: 'Questions jamais posées',
    unreachedNone: 'Aucune\u00a0: chaque question est posée sur au moins un parcours.',
    unreachedSome:
      'Aucun parcours n’y mène. Leur condition est peut-être impossible, ou seulement rare\u00a0: relisez-la.',
    never: 'Conditions contradictoires',
    neverNone: 'Aucune n’a été trouvée.',
    neverSome: 'Aucune réponse ne peut les remplir, ou elles attendent un choix qui n’existe pas.',
    unknownChoice: (value: string) => `attend le choix ${cited(value)}, qui n’est pas proposé`,
    unoffered: 'Choix jamais proposés',
    unofferedNone: 'Aucun\u00a0: chaque choix est proposé sur au moins un parcours.',
    unofferedSome: 'Le filtre de ces questions les écarte à chaque fois.',
    summary: (pages: number, questions: number, minutes: string) =>
      `${formatPlural(pages, 'page', 'pages')}, ${formatPlural(questions, 'question', 'questions')}, ${minutes}.`,
    kicker: 'Parcours d’essai',
  },
  /** To who answers, when a new version was published meanwhile. */
  toReview: (labels: readonly string[]) =>
    `Le questionnaire a été mis à jour\u00a0; vos réponses sont gardées. À revoir, car des choix ne sont plus proposés\u00a0: ${labels.map(cited).join(', ')}.`,
  drafting: {
    pill: { label: 'En préparation', tone: 'caution', icon: 'pencil' },
    text: 'Son questionnaire n’est pas encore publié\u00a0: personne ne peut répondre.',
  },
  somebody: 'Quelqu’un',
  platform: 'La plateforme',

  diff: {
    none: 'Rien ne change.',
    yes: 'oui',
    first: 'C’est la première version.',
    from: (before: string, after: string) => `De ${before} ${after}.`,
    questionnaire: 'Présentation',
    translation: 'Traduction',
    things: { section: 'Page', question: 'Question', questionnaire: '' },
    kinds: {
      added: { label: 'Ajoutée', tone: 'positive', icon: 'plus' },
      removed: { label: 'Supprimée', tone: 'negative', icon: 'minus' },
      changed: { label: 'Modifiée', tone: 'accent', icon: 'pencil' },
      moved: { label: 'Déplacée', tone: 'neutral', icon: 'move-vertical' },
    },
    counts: {
      added: (count: number) => formatPlural(count, 'ajout', 'ajouts'),
      removed: (count: number) => formatPlural(count, 'suppression', 'suppressions'),
      changed: (count: number) => formatPlural(count, 'modification', 'modifications'),
      moved: (count: number) => formatPlural(count, 'déplacement', 'déplacements'),
    },
    fields: {
      label: 'Intitulé',
      title: 'Titre',
      hint: 'Aide',
      introduction: 'Texte d’introduction',
      minutes: 'Durée annoncée',
      type: 'Type',
      required: 'Obligatoire',
      requiredIf: 'Obligatoire seulement si',
      requiredMessage: 'Message si la réponse manque',
      condition: 'Affichée si',
      constraint: 'Contrainte',
      constraintMessage: 'Message de la contrainte',
      default: 'Valeur de départ',
      group: 'Groupe',
      groups: 'Groupes',
      languages: 'Langues',
    } as Readonly<Record<string, string>>,
  },

  version: (version: number) => `la version ${version}`,
  toVersion: (version: number) => `à la version ${version}`,
  publishedOn: (at: number) => `Publiée le ${formatDateTime(at)}`,
  publishConflict:
    'Le questionnaire a été modifié depuis que vous avez ouvert la page. Relisez-le, puis publiez.',
  act: (act: string, subject: string) =>
    [questionnaireMessages.acts[act] ?? act, subject && cited(subject)].filter(Boolean).join(' '),
  draft: {
    name: 'au brouillon',
    title: 'Ce que change le brouillon',
    kicker: 'Pas encore publié',
    first: (sections: number, questions: number) =>
      `Personne ne peut encore répondre. Le questionnaire a ${formatPlural(sections, 'page', 'pages')} et ${formatPlural(questions, 'question', 'questions')}.`,
    changed: (version: number, summary: string) =>
      `Le brouillon diffère de la version ${version}\u00a0: ${summary}`,
    unchanged: (version: number) =>
      `Le brouillon dit la même chose que la version ${version}. Modifiez-le pour préparer la suivante\u00a0: la version en ligne ne bouge pas avant la publication.`,
    problems: (count: number) =>
      `${formatPlural(count, 'erreur empêche', 'erreurs empêchent')} de publier\u00a0: la rédaction dit où, et que faire.`,
  },
  origins: {
    elus: 'Le questionnaire des élus',
    blank: 'Un questionnaire vide',
    blankHint: 'Une page à remplir.',
  },

  upload: {
    row: (row: number) => `ligne ${row}`,
    file: 'Fichier',
    pills: {
      error: { label: 'Erreur', tone: 'negative' },
      warning: { label: 'Avertissement', tone: 'caution' },
    },
    missing: 'Choisissez un fichier à lire.',
    tooLarge: (limit: number) => `Ce fichier dépasse ${limit}\u00a0Mo.`,
    cutShort: 'L’envoi a été interrompu\u00a0: recommencez.',
    notJson: 'Ce fichier n’est pas un questionnaire de cette plateforme.',
    errors: (count: number) => formatPlural(count, 'erreur', 'erreurs'),
    warnings: (count: number) => formatPlural(count, 'avertissement', 'avertissements'),
  },
  blank: { title: 'Nouvelle enquête', section: 'Première page' },
  origin: 'Choisissez d’où partir.',
  copyOf: (title: string) => `Copie de ${cited(title)}`,
};

const FIELD_NAMES: Readonly<Record<string, string>> = {
  label: 'L’intitulé',
  title: 'Le titre',
  hint: 'L’aide',
  id: 'L’identifiant',
  condition: 'La condition d’affichage',
  constraint: 'La contrainte',
  requiredIf: 'La condition d’obligation',
  filter: 'Le filtre des choix',
  calculation: 'Le calcul',
  default: 'La valeur de départ',
  count: 'Le nombre de tours',
  minutes: 'La durée annoncée',
};

function fieldName({ field, role }: Pick<DraftProblem, 'field' | 'role'>): string {
  const name = field ?? role ?? '';
  const known = FIELD_NAMES[name];
  if (known) return known;
  const label = questionnaireMessages.fields[name]?.label;
  return label ? cited(label) : name === '' ? 'Un élément' : cited(name);
}

/** What is wrong, and how to mend it. Where it is stands beside it. */
export function draftProblemSentence(problem: DraftProblem): string {
  const { code, detail } = problem;
  const name = fieldName(problem);
  switch (code) {
    case 'missing':
      return `${name} manque\u00a0: remplissez ce champ.`;
    case 'not-a-number':
      return `${name} doit être un nombre.`;
    case 'too-few':
      return `${name}\u00a0: il en faut au moins ${detail}.`;
    case 'too-long':
      return `${name} est trop long\u00a0: ${detail}\u00a0signes au plus.`;
    case 'out-of-bounds':
      return `${name} est hors des valeurs permises (limite\u00a0: ${detail}).`;
    case 'unknown-type':
      return `Le type ${cited(detail)} n’existe pas\u00a0: choisissez-en un autre.`;
    case 'bad-id':
      return `${name} n’est pas valable. ${questionnaireMessages.idFormat}`;
    case 'columns-or-criteria':
      return 'Un tableau a soit des colonnes, soit des critères notés\u00a0: videz l’une des deux listes.';
    case 'screens':
      return 'Le nombre d’écrans multiplié par le nombre d’éléments par écran doit être un multiple du nombre d’éléments, et un écran ne peut pas en montrer plus qu’il n’y en a.';
    case 'same-item':
      return `Deux éléments de ${name} portent l’identifiant ${cited(detail)}\u00a0: supprimez-en un, puis ajoutez-le de nouveau.`;
    case 'least-over-most':
      return `Le minimum dépasse le maximum (${detail}).`;
    case 'unreadable-part':
      return `${name} n’est pas lisible ici${detail ? ` (${detail})` : ''}.`;
    case 'empty-section':
      return 'Cette page n’a pas de question\u00a0: ajoutez-en une, ou supprimez la page.';
    case 'unknown-citation':
      return `Un texte cite ${cited(detail)}, qui n’est pas une question de ce questionnaire\u00a0: rien ne s’affichera à sa place.`;
    case 'duplicate-id':
      return `Deux questions ou deux pages portent l’identifiant ${cited(detail)}\u00a0: renommez-en une.`;
    case 'unreadable-expression':
      return `${name} ne se lit pas (${expressionFault(detail)}). Corrigez l’expression, ou videz-la et passez par les menus.`;
    case 'unknown-reference':
      return `${name} cite ${cited(detail)}, qui n’est pas une question de ce questionnaire\u00a0: choisissez-en une autre.`;
    case 'unknown-function':
      return `${name} appelle ${cited(detail)}, une fonction que personne ne connaît ici.`;
    case 'wrong-arity':
      return `${name}\u00a0: la fonction ${cited(detail)} n’a pas le bon nombre d’éléments entre ses parenthèses.`;
    case 'unreadable-pattern':
      return `${name}\u00a0: le motif ${cited(detail)} ne se lit pas.`;
    case 'cycle':
      return `Des questions dépendent l’une de l’autre en rond\u00a0: ${detail}. Ôtez l’une de ces conditions.`;
  }
}

/** « unexpected-token at 11: x » → « au 12e signe, … » */
function expressionFault(detail: string): string {
  const [, code = '', at = '0', text = ''] = /^(\S+) at (\d+)(?:: (.*))?$/s.exec(detail) ?? [];
  const place = `au signe ${Number(at) + 1}`;
  const faults: Readonly<Record<string, string>> = {
    'too-long': 'elle dépasse 10\u202f000\u00a0signes',
    'too-deep': `${place}, trop de parenthèses imbriquées`,
    'unexpected-character': `${place}, ${cited(text)} n’est pas attendu`,
    'unexpected-token': `${place}, ${text ? `${cited(text)} n’est pas attendu` : 'il manque quelque chose'}`,
    expected: `${place}, il manque ${cited(text)}`,
    empty: 'elle est vide',
    'unknown-axis': `${place}, ${cited(text)} n’est pas connu`,
  };
  return faults[code] ?? place;
}
