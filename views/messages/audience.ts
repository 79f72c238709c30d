import { formatNumber, formatPlural } from '../format.ts';

const people = (count: number) => formatPlural(count, 'personne', 'personnes');
const communes = (count: number) => formatPlural(count, 'commune', 'communes');
const lines = (count: number) => formatPlural(count, 'ligne', 'lignes');

/** What the pages say by which people join the audience of a survey. */
export const audienceMessages = {
  title: 'Qui interroger',
  file: 'Importer un fichier de personnes',
  draw: 'Tirer des communes du référentiel',
  preview: 'Aperçu avant import',
  fields: {
    firstName: 'Prénom',
    name: 'Nom',
    function: 'Fonction',
    category: 'Catégorie',
    organisation: 'Organisme',
    email: 'Adresse électronique',
    phone: 'Téléphone',
    address: 'Adresse postale',
    code: 'Code Insee de la commune',
    postcode: 'Code postal',
    commune: 'Commune',
  },
  column: (field: string, name: string) => `${field} («\u00a0${name}\u00a0»)`,
  noColumn: 'Aucune colonne',
  everyProgramme: 'Toutes les communes',
  defaultFunction: 'maire',
  problems: {
    function: 'La fonction manque.',
    category: (typed: string) =>
      `La catégorie «\u00a0${typed}\u00a0» n’est pas reconnue\u00a0: élu, préfecture, intercommunalité, région ou département, chambre.`,
    organisation: 'L’organisme manque.',
    email: (typed: string) => `«\u00a0${typed}\u00a0» n’est pas une adresse électronique.`,
    code: (typed: string) => `Aucune commune d’aujourd’hui n’a le code «\u00a0${typed}\u00a0».`,
    commune: (typed: string) =>
      `La commune «\u00a0${typed}\u00a0» n’est pas connue. Vérifiez son nom, ou donnez son code Insee.`,
    ambiguous: (names: readonly string[]) =>
      `Plusieurs communes portent ce nom\u00a0: ${names.slice(0, 4).join(', ')}. Donnez le code postal ou le code Insee.`,
    long: 'Un des textes est trop long\u00a0: 200\u00a0signes au plus, 500 pour une adresse.',
  },
  repeats: (line: number) => `La même personne est à la ligne ${formatNumber(line)}.`,
  notATable: 'Ce fichier n’est pas un tableau CSV ou Excel.',
  noRows: 'Ce tableau n’a aucune ligne.',
  tooManyRows: (count: number, most: number) =>
    `Ce tableau a ${lines(count)}\u00a0: ${formatNumber(most)} au plus. Coupez-le en plusieurs fichiers.`,
  previewGone:
    'Cet aperçu n’est plus là\u00a0: il est gardé un jour, pour qui l’a envoyé. Envoyez de nouveau le fichier.',
  nobody: 'Aucune ligne ne peut être importée.',
  faulty: (count: number) =>
    `${lines(count)} ne ${count < 2 ? 'peut' : 'peuvent'} pas être ${count < 2 ? 'importée' : 'importées'}. Corrigez le fichier et renvoyez-le, ou cochez «\u00a0Laisser de côté\u00a0».`,
  summary: (added: number, known: number) =>
    [
      `${people(added)} à ajouter`,
      known > 0 &&
        `${people(known)} déjà ${known < 2 ? 'connue' : 'connues'} de la mission, qui ${known < 2 ? 'sera reprise telle quelle' : 'seront reprises telles quelles'}`,
    ]
      .filter(Boolean)
      .join('\u202f; ')
      .concat('.'),
  new: { label: 'À ajouter', tone: 'accent' },
  known: { label: 'Déjà connue', tone: 'neutral' },
  skip: (count: number) =>
    `Laisser de côté ${count < 2 ? 'la ligne' : `les ${lines(count)}`} en défaut`,
  imported: (count: number) =>
    `${people(count)} ${count < 2 ? 'fait' : 'font'} maintenant partie de l’enquête. ${count < 2 ? 'Elle n’a' : 'Elles n’ont'} pas encore de lien\u00a0: invitez-${count < 2 ? 'la' : 'les'}.`,
  importedBefore: 'Cet import était déjà fait\u00a0: rien n’a été ajouté.',
  undone: (removed: number, kept: number) =>
    [
      `L’import est annulé\u00a0: ${people(removed)} ${removed < 2 ? 'retirée' : 'retirées'}, avec ${removed < 2 ? 'son' : 'leurs'} ${removed < 2 ? 'lien' : 'liens'}.`,
      kept > 0 &&
        `${people(kept)} ${kept < 2 ? 'reste' : 'restent'}\u00a0: ${kept < 2 ? 'elle a' : 'elles ont'} commencé à répondre, reçu un courriel, ou ${kept < 2 ? 'parle' : 'parlent'} ailleurs dans la mission.`,
    ]
      .filter(Boolean)
      .join(' '),
  undoneBefore: 'Cet import était déjà annulé.',
  sources: { file: 'Fichier', territories: 'Référentiel' },
  states: {
    done: { label: 'En place', tone: 'positive' },
    undone: { label: 'Annulé', tone: 'neutral' },
  },
  counts: (members: number, uninvited: number) =>
    uninvited === 0
      ? people(members)
      : `${people(members)}, dont ${formatNumber(uninvited)} sans lien`,
  facts: {
    people: 'Personnes',
    added: 'Ajoutées',
    source: 'Origine',
    who: 'Par',
    at: 'Le',
    columns: 'Colonnes lues',
    seed: 'Graine du tirage',
    filter: 'Communes visées',
    mode: 'Tirage',
    left: 'Lignes laissées de côté',
  },
  modes: {
    all: { label: 'Toutes', hint: 'Chaque commune visée qui n’est pas encore dans l’enquête.' },
    total: {
      label: 'Un échantillon au hasard',
      hint: 'Réparti entre les strates du plan, selon leur taille.',
    },
    plan: {
      label: 'De quoi atteindre les objectifs du plan',
      hint: 'Ce qui manque à chaque strate, divisé par la part de réponses attendue, moins les personnes déjà invitées.',
    },
  },
  drawTitle: (programme: string | null, regions: readonly string[], count: number) =>
    [programme ?? 'Communes', ...regions, communes(count)].join(', '),
  drawn: (count: number, reference: number) =>
    `${communes(count)} ${count < 2 ? 'tirée' : 'tirées'}, sur ${formatNumber(reference)} visées.`,
  drawAdd: (count: number) => `Ajouter ${count < 2 ? 'la commune' : `les ${communes(count)}`}`,
  changed:
    'L’enquête a changé depuis l’aperçu, et le tirage avec elle. Vérifiez le nouveau tirage avant de l’ajouter.',
  outside: 'Hors du plan',
  whole: 'Ensemble',
  more: (count: number) => `Et ${communes(count)} de plus.`,
  errors: {
    everywhere: 'Choisissez au moins un programme, une région ou un département.',
    departments: 'Écrivez des codes de départements, par exemple «\u00a009, 2A, 974\u00a0».',
    total: 'Indiquez combien de communes tirer, de 1 à 20\u202f000.',
    rate: 'Indiquez une part de 1 à 100.',
    seed: 'Indiquez une graine\u00a0: n’importe quel mot.',
    function: 'Indiquez à quel titre ces personnes répondront, par exemple «\u00a0maire\u00a0».',
    noPlan: 'L’enquête n’a pas encore de plan de sondage\u00a0: composez-le d’abord.',
    tooMany: (count: number, most: number) =>
      `${communes(count)} à la fois, c’est trop\u00a0: ${formatNumber(most)} au plus.`,
  },
} as const;
