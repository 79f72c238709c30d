import { LANGUAGES, type Language } from '../corpus.ts';

/**
 * Frequent words of the neighbours' languages that are not French words: what gives a language away. A word
 * that French uses too (« de », « on », « plus ») tells nothing and is left out.
 */
const WORDS: Readonly<Partial<Record<Language, string>>> = {
  english: `the of and to is that for it with was are be this have from not by at which we they their has will can
    there been would what when who more if about all your our you he she his her him its were do does did how than them these
    those should could because into also other some such only any no my me us so up out one people make need very much many
    i in has had being where while here just like want`,
  spanish: `el los las y del con por para una como más pero su sus lo al muy sin sobre también hay este esta son fue ser
    porque cuando qué está estos estas todo todos desde nos hasta entre tiene tienen puede hacer ha han ya donde
    ese esa eso mucho nuestro nuestra ciudad gente ayuda más`,
  german: `der und das ist nicht ein eine zu den mit von für auf dem sich auch wie wir ich sie wird werden sind haben hat
    bei oder aber nach aus durch nur noch über einen einer zum zur wenn dass kann mehr sehr unsere unser
    alle diese dieser gibt`,
  italian: `che di è per una con della nel gli anche questo più sono delle dei degli alla nella come ma ha hanno essere
    molto dal dalla non perché quando tutti nostro nostra città questa loro può`,
  portuguese: `o os uma não da em para com mais por dos no na das ao aos também são foi muito pelo pela mas como quando
    nós nosso nossa isso este esta está seu sua cidade`,
};

/** Words of French that some list above claims too. */
const FRENCH = new Set(
  `no son y me lo ha nos entre sin as me us so in out do she one non ma como al il la le des ai on si hat den dal das mit per
  per las os em por par ma alle durch fort dei`.split(/\s+/),
);

const bitsByWord = readWords();

/** Bit `1 << index in LANGUAGES` for each language that the lower-case word belongs to; 0 for most. */
export function foreignLanguages(lower: string): number {
  return bitsByWord.get(lower) ?? 0;
}

function readWords(): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  LANGUAGES.forEach((language, index) => {
    for (const word of (WORDS[language] ?? '').split(/\s+/)) {
      if (word !== '' && !FRENCH.has(word)) bits.set(word, (bits.get(word) ?? 0) | (1 << index));
    }
  });
  return bits;
}
