import type { Problem } from '../../surveys/question-types/type.ts';
import { formatNumber, formatPlural } from '../format.ts';
import { answerSentence } from './answers.ts';

const responsesOf = (count: number) => formatPlural(count, 'réponse', 'réponses');
const MOST_SHOWN = 80;

/** Why a line can't be taken in as it is. */
export type ImportFault =
  | { readonly kind: 'answer'; readonly problem: Problem }
  | { readonly kind: 'unmapped' }
  | { readonly kind: 'mark' }
  | { readonly kind: 'date' }
  | { readonly kind: 'commune' }
  | { readonly kind: 'nothing' };

export interface ImportProblem {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly fault: ImportFault;
}

export const responseImportMessages = {
  title: 'Réponses recueillies ailleurs',
  preview: 'Vérifier avant d’importer',
  platforms: {
    limesurvey: 'LimeSurvey',
    kobo: 'KoboToolbox',
    odk: 'ODK Central',
    'google-forms': 'Google Forms',
    framaforms: 'Framaforms',
    sphinx: 'Sphinx',
    table: 'un tableau sans marque connue',
  },
  ignored: 'Ne pas importer',
  sentAt: 'Date d’envoi de la réponse',
  toChoose: 'À choisir',
  noChoice: 'Aucune réponse',
  asWords: 'Garder comme précision de « autre »',
  duplicateFile: (when: string) =>
    `Ce fichier a déjà été importé dans cette enquête le ${when}. Annulez d’abord cet import si vous voulez le refaire.`,
  anonymous:
    'Cette enquête est anonyme\u00a0: la ligne et la date d’un fichier distingueraient ses réponses. Importez-le dans une autre enquête.',
  notACodebook:
    'Ce fichier n’est pas un dictionnaire. Donnez un questionnaire XLSForm, une structure LimeSurvey (.txt), ou un tableau aux colonnes variable, code, libellé.',
  notATable: 'Ce fichier n’est pas un tableau. Exportez les réponses en CSV ou en XLSX.',
  tooMany: (count: number, most: number) =>
    `Ce fichier compte ${responsesOf(count)}, pour ${formatNumber(most)} au plus en une fois. Coupez-le en deux.`,
  noRows: 'Ce fichier n’a aucune ligne de réponse sous ses titres.',
  nothingMapped: 'Aucune colonne ne répond à une question. Choisissez au moins une correspondance.',
  twice: (label: string) =>
    `Deux colonnes répondent à « ${label} ». Gardez-en une, et choisissez « Ne pas importer » pour l’autre.`,
  blocked: (count: number) =>
    `${formatPlural(count, 'valeur ne peut pas être lue', 'valeurs ne peuvent pas être lues')}. Rien n’est importé tant qu’il en reste, sauf si vous choisissez de les laisser vides.`,
  unfinished: (count: number) =>
    `${responsesOf(count)} jamais ${count < 2 ? 'envoyée, laissée' : 'envoyées, laissées'} de côté (sans date d’envoi).`,
  blank: (count: number) =>
    `${responsesOf(count)} sans aucune valeur dans les colonnes choisies, ${count < 2 ? 'laissée' : 'laissées'} de côté.`,
  ready: (count: number) => `${responsesOf(count)} ${count < 2 ? 'prête' : 'prêtes'} à importer.`,
  done: (count: number) => `${responsesOf(count)} ${count < 2 ? 'importée' : 'importées'}.`,
  undone: (count: number) =>
    `Import annulé : ${responsesOf(count)} et leurs contributions ${count < 2 ? 'est retirée' : 'sont retirées'}.`,
  alreadyUndone: 'Cet import est déjà annulé.',
  createdSurvey: (title: string) =>
    `L’enquête « ${title} » est créée d’après les colonnes du fichier. Vérifiez les correspondances, puis importez.`,
  consents: {
    'by-function': {
      label: 'Ces personnes acceptent d’être citées par leur fonction',
      hint: 'Seulement si le questionnaire d’origine le leur a demandé.',
    },
    internal: {
      label: 'Usage interne',
      hint: 'Leurs mots nourrissent l’analyse et ne sont jamais cités.',
    },
  },
  origin: 'Importée',
} as const;

/** « Ligne 12, colonne « Budget » : « beaucoup ». Écrivez un nombre… » */
export function importSentence({ line, column, value, fault }: ImportProblem): string {
  const shown = value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN).toWellFormed()}…` : value;
  return `Ligne ${formatNumber(line)}, colonne «\u00a0${column}\u00a0»\u00a0: «\u00a0${shown}\u00a0». ${cureOf(fault)}`;
}

function cureOf(fault: ImportFault): string {
  switch (fault.kind) {
    case 'answer':
      return answerSentence(fault.problem.code, fault.problem.facts);
    case 'unmapped':
      return 'Cette valeur ne correspond à aucun choix\u00a0: dites plus haut lequel elle désigne.';
    case 'mark':
      return 'On attend ici oui ou non (1, X, Oui… ou vide)\u00a0: corrigez le fichier, ou changez la correspondance.';
    case 'date':
      return 'Cette date d’envoi ne peut pas être lue\u00a0: écrivez-la ainsi, 23/11/2026 14:30.';
    case 'commune':
      return 'Aucune commune, ou plusieurs, portent ce nom\u00a0: écrivez son code INSEE.';
    case 'nothing':
      return 'Cette valeur n’est pas une réponse à cette question\u00a0: vérifiez la correspondance.';
  }
}
