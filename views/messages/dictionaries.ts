import type { PartOfSpeech } from '../../analysis/corpus.ts';
import { formatDate, formatNumber, formatPlural } from '../format.ts';
import { typeset } from './typeset.ts';

/** What TypeScript says of a mission's own words. */
export const dictionaryMessages = {
  title: 'Dictionnaire de la mission',
  saved: 'Le dictionnaire est enregistré. La prochaine analyse lira avec lui.',
  unchanged: 'Rien n’a changé dans le dictionnaire.',
  conflict:
    'Quelqu’un a enregistré une autre version pendant que vous écriviez. La vôtre est ci-dessous\u00a0: comparez-la à la version en vigueur, puis enregistrez.',
  tooMany: 'Deux mille entrées au plus.',
  tooLong: 'Une entrée compte deux cents signes au plus.',
  lemma: (line: string) =>
    typeset(`Écrivez « forme = mot » : la ligne « ${line.slice(0, 60)} » ne se lit pas ainsi.`),
  version: (version: number) => `Version ${formatNumber(version)}`,
  savedBy: (who: string | null, at: number) =>
    who === null ? formatDate(at) : `${who}, ${formatDate(at)}`,
  previewTitle: 'Avant d’enregistrer\u00a0: dictionnaire de la mission',
  /** Asked to save words whose effect nobody saw. */
  unseen:
    'Le texte a changé depuis le dernier effet affiché. Voici ce qu’il change maintenant\u00a0; rien n’est encore enregistré.',
  noEffect: 'Ces mots sont déjà ceux du dictionnaire en vigueur\u00a0: rien ne change.',
  touched: (touched: number, segments: number) =>
    `${formatPlural(touched, 'segment lu', 'segments lus')} autrement, sur ${formatNumber(segments)}`,
  untold:
    'Les thèmes ci-dessus gardent leurs segments. Combien en changeraient, seule une nouvelle analyse peut le dire\u00a0: elle montre les segments déplacés, et ne prend la place de l’analyse affichée que si vous l’acceptez.',
  collocation: (count: number, contributions: number, score: number) =>
    `${formatNumber(count)} fois, dans ${formatPlural(contributions, 'contribution', 'contributions')}\u00a0; score ${formatNumber(score)}`,
  effectTitle: (version: number) => `Ce que change la version ${formatNumber(version)}`,
  effectLead: (words: number, contributions: number) =>
    typeset(
      words === 0
        ? `Aucun mot des ${formatPlural(contributions, 'contribution', 'contributions')} ne se lit autrement.`
        : `${formatPlural(words, 'mot se lit', 'mots se lisent')} autrement, sur ${formatPlural(contributions, 'contribution', 'contributions')}.`,
    ),
  rest: (count: number) => `Et ${formatPlural(count, 'autre changement', 'autres changements')}.`,
  form: (form: string, pos: PartOfSpeech, isActive: boolean) =>
    `${form} (${PARTS[pos]}${isActive ? '' : ', mis de côté'})`,
} as const;

const PARTS: Readonly<Record<PartOfSpeech, string>> = {
  noun: 'nom',
  verb: 'verbe',
  adjective: 'adjectif',
  adverb: 'adverbe',
  expression: 'expression',
  proper: 'nom propre',
  unknown: 'mot inconnu',
  number: 'nombre',
  auxiliary: 'auxiliaire',
  tool: 'mot-outil',
  hesitation: 'hésitation',
  address: 'adresse',
};
