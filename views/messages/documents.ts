import { formatNumber } from '../format.ts';
import { typeset } from './typeset.ts';

/**
 * What people are told about a file that was read: what happened, and how to mend it. Where it happened
 * (file, line, page…) is added by `documentSentence`. One entry a code; the parameters are the facts.
 */
export const documentMessages = {
  // A file that cannot be read at all
  emptyFile: () =>
    "Ce fichier est vide (0 octet). Vérifiez qu'il s'ouvre sur votre poste, enregistrez-le, puis envoyez-le de nouveau.",
  fileMissing: () =>
    "Ce fichier ou ce dossier n'existe pas, ou n'est pas lisible. Vérifiez le chemin.",
  fileTooLarge: (p: { readonly limitMb: number }) =>
    `Ce fichier dépasse ${p.limitMb} Mo. Retirez-en les images, ou découpez-le en plusieurs fichiers.`,
  unpackedTooLarge: (p: { readonly limitMb: number }) =>
    `Une fois décompressé, ce fichier dépasse ${p.limitMb} Mo : sa lecture a été arrêtée. Ouvrez-le, copiez son texte dans un document neuf et envoyez ce dernier.`,
  tooMuchText: (p: { readonly limit: number }) =>
    `Ce fichier contient plus de ${formatNumber(p.limit)} caractères de texte. Découpez-le en plusieurs fichiers.`,
  tooManyRows: (p: { readonly limit: number }) =>
    `Ce tableau compte plus de ${formatNumber(p.limit)} lignes : rien n'en a été lu. Découpez-le en plusieurs fichiers.`,
  tooManyColumns: (p: { readonly limit: number }) =>
    `Ce tableau compte plus de ${formatNumber(p.limit)} colonnes : rien n'en a été lu. Ne gardez que le texte, l'identifiant et les variables utiles.`,
  tooSlow: (p: { readonly seconds: number }) =>
    `La lecture de ce fichier a été arrêtée au bout de ${p.seconds} secondes. Enregistrez-le au format .docx ou .txt, ou découpez-le, puis réessayez.`,
  tooMuchMemory: () =>
    'La lecture de ce fichier demandait trop de mémoire et a été arrêtée. Enregistrez son texte au format .docx ou .txt, puis réessayez.',
  binaryFile: () =>
    "Ce fichier n'est pas du texte : il contient des données binaires. Enregistrez le document au format .docx, .odt, .pdf ou .txt.",
  htmlFile: () =>
    'Ce fichier est une page web (HTML), quelle que soit son extension. Ouvrez-le dans un traitement de texte et enregistrez-le au format .docx.',
  rtfFile: () =>
    'Ce fichier est au format RTF. Ouvrez-le dans un traitement de texte et enregistrez-le au format .docx.',
  xmlFile: () =>
    'Ce fichier est du XML, que la plateforme ne lit pas ici. Enregistrez le document au format .docx ou .odt.',
  oldWord: () =>
    'Ce fichier est un ancien document Word (97-2003). Ouvrez-le dans Word ou LibreOffice et enregistrez-le au format .docx.',
  oldOffice: () =>
    "Ce fichier vient d'une ancienne version d'une suite bureautique. Ouvrez-le et enregistrez-le au format .docx ou .xlsx.",
  spreadsheetInOpenDocument: () =>
    'Ce fichier est un classeur OpenDocument (.ods). Enregistrez-le au format .xlsx ou .csv.',
  presentationFile: () =>
    'Ce fichier est un diaporama. Copiez son texte dans un document .docx et envoyez ce dernier.',
  plainArchive: () =>
    "Ce fichier est une archive ZIP. Décompressez-la et envoyez les documents qu'elle contient.",
  imageFile: () =>
    "Ce fichier est une image : il ne contient pas de texte. Envoyez le document d'origine, ou le texte obtenu par reconnaissance de caractères (OCR).",
  encryptedFile: () =>
    'Ce fichier est protégé par un mot de passe. Enregistrez-en une copie sans protection, puis envoyez-la.',
  damagedFile: () =>
    "Ce fichier est endommagé ou incomplet. Ouvrez l'original, enregistrez-le de nouveau, puis renvoyez-le.",
  forbiddenXml: (p: { readonly part: string }) =>
    `La partie « ${p.part} » de ce fichier déclare des entités XML, ce qu'aucun traitement de texte ne fait : par sécurité, il est refusé. Copiez son texte dans un document neuf.`,
  unsafeArchive: (p: { readonly entry: string }) =>
    `Ce fichier contient un élément au nom interdit ou en double (« ${p.entry} ») : par sécurité, il est refusé. Copiez son texte dans un document neuf.`,
  noText: () => "Aucun texte n'a été trouvé dans ce fichier. Vérifiez que c'est le bon document.",
  scannedPdf: (p: { readonly pages: number }) =>
    `Ce PDF (${p.pages} page${plural(p.pages)}) est une image numérisée : il ne contient pas de texte. Envoyez le document d'origine, ou passez-le par un logiciel de reconnaissance de caractères (OCR).`,
  unknownColumn: (p: { readonly column: string; readonly columns: readonly string[] }) =>
    `La colonne « ${p.column} » n'existe pas. Colonnes trouvées : ${list(p.columns)}.`,
  noTextColumn: (p: { readonly columns: readonly string[] }) =>
    `Aucune colonne de ce tableau ne contient de phrases. Colonnes trouvées : ${list(p.columns)}. Indiquez celle du texte.`,
  emptyFolder: () =>
    'Ce dossier ne contient aucun fichier lisible. Les formats lus sont .docx, .odt, .pdf, .txt, .csv, .xlsx, .jsonl et le texte IRaMuTeQ.',

  // One line of a file, the rest of which was read
  invalidJson: () => "Cette ligne n'est pas du JSON valide : elle a été laissée de côté.",
  notAnObject: () =>
    'Cette ligne ne contient pas un objet JSON entre accolades : elle a été laissée de côté.',
  missingText: (p: { readonly field: string }) =>
    `Le champ « ${p.field} » manque ou n'est pas du texte : la ligne a été laissée de côté.`,
  emptyText: () => 'Le texte est vide : la ligne a été laissée de côté.',
  forbiddenCharacters: () =>
    "Le texte contient un caractère nul ou une moitié de caractère, qu'aucun fichier sain ne contient : la ligne a été laissée de côté.",
  unclosedQuote: () =>
    "Un guillemet ouvert sur cette ligne n'est jamais refermé : la ligne a été laissée de côté. Doublez les guillemets à l'intérieur des champs.",
  badQuote: () =>
    "Un guillemet est mal placé sur cette ligne : elle a été laissée de côté. Doublez les guillemets à l'intérieur des champs.",
  unevenRow: (p: { readonly expected: number; readonly found: number }) =>
    `Cette ligne compte ${p.found} colonne${plural(p.found)} au lieu de ${p.expected} : elle a été laissée de côté.`,
  textBeforeHeader: () =>
    "Le texte qui précède la première ligne « **** » n'appartient à aucun texte : il a été laissé de côté.",
  repeatedId: (p: { readonly id: string; readonly renamed: string }) =>
    `L'identifiant « ${p.id} » est déjà pris : cette contribution s'appelle « ${p.renamed} ».`,
  symbolicLink: () =>
    "Ce nom est un lien vers un autre emplacement : il n'a pas été suivi. Copiez le fichier lui-même dans le dossier.",

  // Worth knowing about a file that was read
  extensionDiffers: (p: { readonly extension: string; readonly format: DocumentFormat }) =>
    `L'extension est « ${p.extension} », mais le contenu est ${formatNames[p.format]} : c'est le contenu qui a été lu.`,
  encodingGuessed: (p: { readonly encoding: string }) =>
    `Ce texte n'est pas en UTF-8 : il a été lu comme ${p.encoding}. Vérifiez les accents.`,
  undecodedBytes: (p: { readonly count: number }) =>
    `${formatNumber(p.count)} octet${plural(p.count)} illisible${plural(p.count)} remplacé${plural(p.count)} par « \ufffd » à partir de cette ligne. Enregistrez le fichier en UTF-8 si des accents manquent.`,
  macrosIgnored: () => "Ce document contient des macros : elles n'ont été ni lues ni exécutées.",
  commentsIgnored: () => "Les commentaires en marge du document n'ont pas été lus.",
  trackedChanges: () =>
    'Ce document contient un suivi des modifications : il a été lu comme si toutes étaient acceptées.',
  hiddenTextIgnored: () => "Ce document contient du texte masqué : il n'a pas été lu.",
  pagesWithoutText: (p: { readonly pages: readonly number[] }) =>
    `${p.pages.length > 1 ? 'Les pages' : 'La page'} ${list(p.pages.map(String))} ne ${p.pages.length > 1 ? 'contiennent' : 'contient'} pas de texte (image numérisée ?) : vérifiez que rien ne manque.`,
  repeatedLinesRemoved: (p: { readonly lines: readonly string[] }) =>
    `Les en-têtes et pieds de page répétés ont été retirés : ${p.lines.map((line) => `« ${line} »`).join(', ')}.`,
  hyphensJoined: (p: { readonly count: number }) =>
    `${formatNumber(p.count)} mot${plural(p.count)} coupé${plural(p.count)} en fin de ligne ${p.count > 1 ? 'ont été recollés' : 'a été recollé'}.`,
  otherSheetsIgnored: (p: { readonly read: string; readonly ignored: readonly string[] }) =>
    `Seule la feuille « ${p.read} » a été lue. Feuilles laissées de côté : ${list(p.ignored)}.`,
  longColumnsIgnored: (p: { readonly columns: readonly string[] }) =>
    `D'autres colonnes contiennent de longs textes, qui ne sont pas des variables : ${list(p.columns)}. Importez-les une par une si elles comptent.`,
  interviewerSetAside: (p: { readonly turns: number; readonly speakers: readonly string[] }) =>
    `${formatNumber(p.turns)} prise${plural(p.turns)} de parole de l'enquêteur (${list(p.speakers)}) ${p.turns > 1 ? 'ont été mises' : 'a été mise'} de côté : seule la parole recueillie est analysée.`,
} as const;

export type DocumentFormat =
  | 'docx'
  | 'odt'
  | 'pdf'
  | 'text'
  | 'csv'
  | 'xlsx'
  | 'xls'
  | 'iramuteq'
  | 'jsonl';

const formatNames: Record<DocumentFormat, string> = {
  docx: 'un document Word (.docx)',
  odt: 'un document OpenDocument (.odt)',
  pdf: 'un PDF',
  text: 'du texte simple',
  csv: 'un tableau CSV',
  xlsx: 'un classeur Excel (.xlsx)',
  xls: 'un ancien classeur Excel (.xls)',
  iramuteq: 'un corpus au format IRaMuTeQ',
  jsonl: 'un fichier JSONL',
};

type Messages = typeof documentMessages;

export type DocumentProblemCode = keyof Messages;

/** Where in the input; only what is known. Lines, rows and pages count from 1. */
export interface DocumentPlace {
  readonly file?: string;
  readonly sheet?: string;
  readonly line?: number;
  readonly page?: number;
}

export type DocumentProblem = {
  readonly [Code in DocumentProblemCode]: {
    readonly code: Code;
    readonly params: DocumentProblemParams<Code>;
    readonly where: DocumentPlace;
  };
}[DocumentProblemCode];

export type DocumentProblemParams<Code extends DocumentProblemCode> =
  Parameters<Messages[Code]> extends [infer Params] ? Params : Record<never, never>;

/** The whole French sentence, place first: « entretien.txt, ligne 12 : … ». */
export function documentSentence(problem: DocumentProblem): string {
  // Each code's parameters are those of its own sentence (DocumentProblem), which TypeScript cannot follow through the union.
  const sentence = documentMessages[problem.code] as (params: unknown) => string;
  const place = placeSentence(problem.where);
  return typeset(`${place}${place ? ' : ' : ''}${sentence(problem.params)}`);
}

function placeSentence(where: DocumentPlace): string {
  return [
    where.file,
    where.sheet === undefined ? undefined : `feuille « ${where.sheet} »`,
    where.page === undefined ? undefined : `page ${where.page}`,
    where.line === undefined ? undefined : `ligne ${where.line}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

const MAX_LISTED = 12;

function list(items: readonly string[]): string {
  const shown = items.slice(0, MAX_LISTED).join(', ');
  return items.length > MAX_LISTED ? `${shown}… (${items.length} en tout)` : shown;
}

function plural(value: number): string {
  return value > 1 ? 's' : '';
}
