import { LANGUAGES, type Language } from '../corpus.ts';
import { functionReadings } from './function-words.ts';

/**
 * Frequent words of the neighbours' languages that are not French words: what gives a language away. A word
 * that French uses too (« plus », « on », « me ») tells nothing and stands in no list.
 */
const WORDS: Readonly<Partial<Record<Language, string>>> = {
  english: `the of and to is that for it with was are be this have from not by at which we they their has will can
    there been would what when who more if about all your our you he she his her him its were does did how than them these
    those should could because into also other some such only any my no so up out one people make need very much many
    i in had being where while here just like want don't doesn't isn't can't it's i'm we're thank thanks please`,
  spanish: `el los las y del con para una como más pero su sus lo al muy sin sobre también hay este esta ser
    porque cuando qué está estos estas todo todos desde nos hasta entre tiene tienen puede hacer han ya donde
    ese esa eso mucho muchas gracias nuestro nuestra ciudad gente ayuda por`,
  german: `der und das ist nicht ein eine zu mit von für auf dem sich auch wie wir ich sie wird werden sind haben
    bei oder aber nach aus nur noch über einen einer zum zur wenn dass kann mehr sehr unsere unser
    diese dieser gibt die`,
  italian: `che di è una con della nel gli anche questo più sono delle dei degli alla nella come ha hanno essere
    molto dal dalla perché quando tutti nostro nostra città questa loro può`,
  portuguese: `os uma não da em para com mais por dos na no das ao aos também são foi muito pelo pela como quando
    nós nosso nossa isso este esta está seu sua cidade todos`,
};

/** French words that are words elsewhere too, or that some list above claims. */
const SHARED = new Set(
  `y es la de en un une se que a as mais me te le les des il per non si tu no ma on or an in or dans do so son sans entre lo
  me nos al ai des quand es par pour ni et elle i on la ce me d l n s t c j qu o`.split(/\s+/),
);

const bitsByWord = readWords();

/**
 * Which languages a lower-case word speaks for: bit `1 << index in LANGUAGES`. French is spoken for by its
 * own words of grammar, « other » by letters of another script; most words speak for none (0).
 */
export function languagesOf(lower: string): number {
  if (/\p{L}/u.test(lower) && !/\p{Script=Latin}/u.test(lower))
    return 1 << LANGUAGES.indexOf('other');
  const foreign = bitsByWord.get(lower);
  if (foreign !== undefined) return foreign;
  return functionReadings(lower).length > 0 && !SHARED.has(lower) ? 1 : 0;
}

function readWords(): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  LANGUAGES.forEach((language, index) => {
    for (const word of (WORDS[language] ?? '').split(/\s+/)) {
      if (word !== '') bits.set(word, (bits.get(word) ?? 0) | (1 << index));
    }
  });
  return bits;
}
