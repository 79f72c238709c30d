import type { XlsformProblem, XlsformProblemCode } from '../../surveys/xlsform/sheets.ts';
import { typeset } from './typeset.ts';

type Params = XlsformProblem['params'];

/** What is wrong in a form written in a spreadsheet, what becomes of it, and what to do. */
const xlsformMessages: Readonly<Record<XlsformProblemCode, (params: Params) => string>> = {
  'no-survey': () =>
    'Le classeur n’a pas de feuille « survey » : ce n’est pas un questionnaire XLSForm. Nommez « survey » la feuille des questions.',
  'survey-sheet-guessed': () =>
    'Aucune feuille ne s’appelle « survey » : la seule feuille remplie a été lue comme telle. Renommez-la « survey ».',
  'no-columns': () =>
    'La feuille « survey » n’a pas les colonnes « type » et « name ». Écrivez-les dans la première ligne.',
  'no-questions': () =>
    'Le questionnaire ne pose aucune question. Ajoutez-en une dans la feuille « survey ».',
  'column-twice': ({ column }) =>
    `La colonne « ${column} » figure deux fois : la première cellule remplie est lue. Supprimez l’une des deux.`,
  'column-kept': ({ column, count }) =>
    `La colonne « ${column} » n’est suivie qu’en partie ici (${cells(count)}) : elle est conservée telle quelle et sera rendue à l’export.`,
  'sheet-kept': ({ isKept }) =>
    isKept === 1
      ? 'Cette feuille n’est pas utilisée : elle est conservée telle quelle et sera rendue à l’export.'
      : 'Cette feuille n’est pas utilisée et dépasse 20 000 cellules : elle n’est pas conservée. Gardez-en une copie.',
  'row-without-type': () =>
    'Cette question n’a pas de type. Remplissez la colonne « type », ou effacez la ligne.',
  'unknown-type': ({ type }) =>
    `Le type « ${type} » n’existe pas. Choisissez un type connu : text, integer, select_one liste, date…`,
  'unsupported-type': ({ type }) =>
    `Le type « ${type} » ne peut pas encore être posé ici : la ligne est conservée, mais personne n’y répondrait. Remplacez-la par un texte ou un point (geopoint).`,
  'external-list': ({ file }) =>
    `Les choix viennent de « ${file} », qui n’est pas joint au classeur. Joignez ce fichier (.csv, .geojson ou .xml), ou copiez ses choix dans la feuille « choices ».`,
  'empty-file': ({ file }) =>
    `« ${file} » ne donne aucun choix : ses colonnes doivent s’appeler « name » et « label » (« id » et « title » pour un .geojson). Sinon, indiquez-les dans la colonne « parameters » : value=code, label=titre.`,
  include: ({ name }) =>
    `Cette ligne renvoie à un autre fichier (« ${name} »), qui n’est pas dans le classeur. Copiez ses questions à cette place.`,
  'nested-repeat': ({ name }) =>
    `Le groupe répété « ${name} » est à l’intérieur d’un autre. Sortez-le, ou faites-en un groupe simple.`,
  'group-not-closed': ({ name }) =>
    `Le groupe « ${name} » n’est pas fermé. Ajoutez une ligne « end_group » ou « end_repeat ».`,
  'group-not-open': () =>
    'Cette ligne ferme un groupe qui n’est pas ouvert. Supprimez-la, ou ajoutez « begin_group » plus haut.',
  'empty-group': ({ name }) =>
    `Le groupe « ${name} » ne contient aucune question : il n’est pas repris.`,
  'group-named': ({ name }) =>
    `Ce groupe n’a pas de nom : il prend celui de « ${name} ». Donnez-lui-en un dans la colonne « name ».`,
  'note-named': ({ name }) => `Cette note n’a pas de nom : elle prend celui de « ${name} ».`,
  'no-name': () =>
    'Cette question n’a pas de nom. Donnez-lui-en un dans la colonne « name », sans espace.',
  'name-changed': ({ name, id }) =>
    `Le nom « ${name} » comporte des signes qui ne peuvent pas être cités : la question s’appelle ici « ${id} ». L’export rendra le nom d’origine.`,
  'name-twice': ({ detail }) =>
    `Deux questions du même groupe s’appellent « ${detail} ». Donnez à chacune un nom à elle.`,
  'name-elsewhere': ({ name, id }) =>
    `Une autre question s’appelle déjà « ${name} » : celle-ci devient « ${id} », pour que les résultats ne se mêlent pas.`,
  'no-label': ({ name }) =>
    `Cette question n’a pas d’intitulé : « ${name} » s’affichera. Remplissez la colonne « label ».`,
  'no-list': ({ type }) =>
    `« ${type} » ne dit pas quelle liste de choix prendre. Écrivez son nom après le type.`,
  'unknown-list': ({ list }) =>
    `La liste « ${list} » n’est pas dans la feuille « choices ». Ajoutez-y ses choix, ou corrigez le nom.`,
  'choice-without-name': ({ list }) =>
    `Un choix de la liste « ${list} » n’a pas de nom. Remplissez la colonne « name ».`,
  'choice-without-label': ({ list, count }) =>
    `La liste « ${list} » a des choix sans intitulé (${count}) : leur nom s’affichera. Remplissez la colonne « label ».`,
  'choice-with-space': ({ name }) =>
    `Le nom de choix « ${name} » contient une espace, ce qui mêlerait les réponses d’une question à plusieurs choix. Remplacez-la par un tiret bas.`,
  'choice-twice': ({ name, list }) =>
    `Deux choix de la liste « ${list} » s’appellent « ${name} ». Renommez l’un des deux, ou écrivez « yes » sous allow_choice_duplicates dans la feuille « settings ».`,
  'choices-merged': ({ name, list }) =>
    `Le choix « ${name} » figure plusieurs fois dans la liste « ${list} » : il est proposé dès que l’une de ses lignes passe le filtre, sous son premier intitulé.`,
  'list-unused': ({ list }) => `La liste « ${list} » ne sert à aucune question.`,
  'or-other': () => 'Un choix « Autre », à préciser, est ajouté à la fin de la liste.',
  'unreadable-expression': ({ detail }) =>
    `Cette expression ne peut pas être lue (${detail}). Vérifiez les parenthèses et les guillemets, et citez les réponses sous la forme \${nom}.`,
  'expression-straightened': () =>
    'Les guillemets typographiques de cette expression ont été redressés.',
  'unknown-function': ({ detail }) =>
    `La fonction « ${detail} » n’existe pas ici. Corrigez son nom, ou récrivez l’expression sans elle.`,
  'wrong-arity': ({ detail }) =>
    `La fonction « ${detail} » ne reçoit pas le nombre de valeurs qu’elle attend.`,
  'unknown-reference': ({ detail }) =>
    `\${${detail}} ne désigne aucune question. Corrigez le nom, ou ajoutez la question.`,
  'ambiguous-reference': ({ detail }) =>
    `\${${detail}} peut désigner plusieurs questions de ce nom. Donnez à chacune un nom à elle.`,
  'unreadable-pattern': ({ detail }) =>
    `L’expression régulière ne peut pas être lue : ${detail}. Ni regards en avant, ni renvois, ni plus de 2 000 états.`,
  'unknown-path': ({ path }) =>
    `Le chemin « ${path} » ne mène à aucune question. Citez-la sous la forme \${nom}.`,
  'bare-name': ({ name }) =>
    `« ${name} » se lit ici comme un nom sans valeur. Mettez-le entre apostrophes si c’est un texte, ou écrivez \${${name}} si c’est une question.`,
  'unknown-column': ({ name }) =>
    `« ${name} » n’est pas une colonne de la feuille « choices » pour cette liste. Mettez-le entre apostrophes si c’est un texte.`,
  'list-absent': ({ list }) =>
    `Cette expression lit « ${list} », une liste qui n’est ni dans le classeur ni jointe. Joignez ce fichier, ou copiez ses lignes dans la feuille « choices ».`,
  cycle: ({ detail }) =>
    `Ces questions dépendent les unes des autres en boucle : ${detail}. Rompez la boucle.`,
  'calculation-missing': () =>
    'Ce calcul est vide : sa valeur le restera. Remplissez la colonne « calculation ».',
  'computed-unseen': () =>
    'La valeur de cette question est calculée : elle est gardée avec les réponses, mais ne s’affiche pas. Citez-la dans une note pour la montrer.',
  'last-saved': () =>
    'La dernière valeur enregistrée sur l’appareil (last-saved) n’est pas reprise : la question commencera vide. L’export rendra cette cellule.',
  metadata: ({ type, isKnown }) =>
    isKnown === 1
      ? `« ${type} » est relevé sans être demandé.`
      : `« ${type} » n’est pas relevé : cette valeur restera vide, pour ne rien savoir de l’appareil de qui répond.`,
  'file-named': ({ type }) =>
    `« ${type} » : qui répond indique le nom de son fichier ; le fichier lui-même n’est pas encore reçu.`,
  'typed-instead': ({ type }) =>
    `« ${type} » : la valeur est tapée, faute d’appareil pour la lire.`,
  'bad-parameters': ({ parameters }) =>
    `Les bornes « ${parameters} » ne vont pas : écrivez par exemple start=1 end=10 step=1.`,
  'text-missing': ({ language, count }) =>
    `Il manque ${count} textes en « ${language} » : ils s’afficheront dans la langue du questionnaire. Le premier est ici.`,
  'unreadable-json': () =>
    'La colonne « constat » ne peut pas être lue. Effacez cette cellule, ou reprenez-la d’un export.',
  'too-large': ({ detail }) =>
    `Le questionnaire dépasse ce qui peut être repris (${detail}). Coupez-le en plusieurs.`,
  'not-a-questionnaire': ({ detail }) =>
    `Ce fichier n’est pas la définition d’un questionnaire (${detail}).`,
};

function cells(count: string | number | undefined): string {
  return count === 1 ? 'une cellule' : `${count} cellules`;
}

/** What comes from the form is shown to the letter: only our own words are typeset. */
export function xlsformSentence({ code, params }: Pick<XlsformProblem, 'code' | 'params'>): string {
  const names = Object.keys(params).filter((name) => typeof params[name] === 'string');
  const held = Object.fromEntries(names.map((name, index) => [name, `\ue000${index}\ue001`]));
  const sentence = typeset(xlsformMessages[code]({ ...params, ...held }));
  return sentence.replace(/\ue000(\d+)\ue001/g, (_mark, index: string) =>
    inFrench(String(params[names[Number(index)] ?? ''])),
  );
}

/** Where an expression stops being read. */
const FAULTS: Readonly<Record<string, string>> = {
  'unexpected-token': 'mot inattendu',
  'unexpected-character': 'signe inattendu',
  expected: 'signe attendu',
  'unknown-axis': 'axe inconnu',
  'too-long': 'plus de 10 000 signes',
  'too-deep': 'plus de 60 niveaux de parenthèses',
};

function inFrench(detail: string): string {
  const [, code = '', at = '', sign = ''] =
    /^([a-z-]+) at (\d+)(?:: ([\s\S]*))?$/.exec(detail) ?? [];
  const fault = FAULTS[code];
  if (fault === undefined) return detail;
  return `${fault}${sign === '' ? '' : ` « ${sign} »`}, signe ${Number(at) + 1}`;
}
