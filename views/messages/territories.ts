import { formatNumber, formatPlural } from '../format.ts';

const communes = (count: number) => formatPlural(count, 'commune', 'communes');

/** What is said of the lists of communes that an administrator imports. */
export const territoryMessages = {
  title: 'Territoires',
  report: 'Rapport d’import',
  programme: 'Indiquez le programme\u00a0: ce fichier ne le nomme pas.',
  programmeTooLong: 'Le nom du programme tient en 40 signes.',
  source: 'Indiquez qui publie cette liste.',
  vintage: 'Indiquez le millésime de cette liste, par exemple «\u00a02024-06\u00a0».',
  notATable: 'Ce fichier n’est pas un tableau CSV ou Excel.',
  noCodes: (columns: readonly string[]) =>
    `Aucune colonne de codes Insee («\u00a0insee\u00a0», «\u00a0codgeo\u00a0», «\u00a0code_insee\u00a0»). Colonnes lues\u00a0: ${columns.slice(0, 12).join(', ')}.`,
  otherProgrammes: (asked: string, found: readonly string[]) =>
    asked === ''
      ? `Ce fichier parle de plusieurs programmes (${found.slice(0, 8).join(', ')})\u00a0: dites lequel importer.`
      : `Ce fichier ne parle pas de «\u00a0${asked}\u00a0», mais de ${found.slice(0, 8).join(', ')}.`,
  nothingKnown:
    'Aucun code de cette liste n’est celui d’une commune d’aujourd’hui\u00a0: rien n’a été importé.',
  imported: (programme: string, known: number) =>
    `${programme}\u00a0: ${communes(known)} ${known < 2 ? 'reconnue' : 'reconnues'}.`,
  facts: {
    lines: 'Lignes lues',
    known: 'Communes reconnues',
    unknown: 'Codes inconnus',
    twice: 'Lignes en double',
    centralities: 'Centralités lues',
    file: 'Fichier',
    source: 'Source',
    vintage: 'Millésime',
  },
  unknownIntroduction: (count: number, shown: number) =>
    count > shown
      ? `Ces codes ne sont pas ceux de communes d’aujourd’hui (les ${formatNumber(shown)} premiers sur ${formatNumber(count)}). Souvent, la commune a fusionné\u00a0: mettez à jour la liste, ou ajoutez la commune nouvelle à la main.`
      : 'Ces codes ne sont pas ceux de communes d’aujourd’hui. Souvent, la commune a fusionné\u00a0: mettez à jour la liste, ou ajoutez la commune nouvelle à la main.',
} as const;
