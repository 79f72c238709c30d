import type { Tag } from './tags.ts';

/** What may stand before a known word and make a new one, longest first. */
export const PREFIXES: readonly string[] =
  `pluridisciplinaire contre électro photo micro macro multi pluri hydro
  inter intra extra ultra hyper super trans télé auto agri agro bio éco néo géo poly mono mini maxi méga anti post
  semi demi quasi crypto cyber supra infra para péri tri dés des dis sur sous pré pro non co dé ré re bi`
    .split(/\s+/)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));

export interface Suffix {
  readonly ending: string;
  readonly tag: Tag;
  /** What replaces the ending in the lemma. */
  readonly lemma: string;
  readonly cost: number;
}

/** `ending tag lemma cost`: the longest ending that fits decides, all its lines compete. */
const LINES = `ment adverb ment 0 ment noun ment 6 ments noun ment 0 tion noun tion 0 tions noun tion 0 sion noun sion 0 sions noun sion 0
  isme noun isme 0 ismes noun isme 0 iste noun iste 0 iste adjective iste 6 istes noun iste 0 istes adjective iste 6
  ique adjective ique 0 ique noun ique 6 iques adjective ique 0 iques noun ique 6 able adjective able 0 ables adjective able 0
  ible adjective ible 0 ibles adjective ible 0 aire adjective aire 0 aire noun aire 2 aires adjective aire 0 aires noun aire 2
  al adjective al 0 al noun al 4 ale adjective al 0 ales adjective al 0 aux adjective al 0 aux noun al 6
  el adjective el 0 el noun el 2 elle adjective el 0 elles adjective el 0 els adjective el 0
  if adjective if 0 if noun if 4 ive adjective if 0 ives adjective if 0 ifs adjective if 0
  eux adjective eux 0 euse adjective eux 0 euse noun eur 4 euses adjective eux 0 euses noun eur 4
  eur noun eur 0 eurs noun eur 0 trice noun teur 0 trices noun teur 0 ien adjective ien 0 ien noun ien 2 ienne adjective ien 0
  ienne noun ien 4 iens adjective ien 0 iens noun ien 2 iennes adjective ien 0 iennes noun ien 4
  ais adjective ais 0 aise adjective ais 0 aises adjective ais 0 ois adjective ois 0 oise adjective ois 0 oises adjective ois 0
  ité noun ité 0 ités noun ité 0 age noun age 0 ages noun age 0 ance noun ance 0 ances noun ance 0 ence noun ence 0 ences noun ence 0
  ier noun ier 0 ier adjective ier 4 ière noun ière 2 ière adjective ier 4 ières adjective ier 2 iers noun ier 0
  er infinitive er 0 iser infinitive iser 0 ifier infinitive ifier 0 isation noun isation 0 isations noun isation 0
  é participle er 0 é noun é 8 ée participle er 0 ée noun ée 8 és participle er 0 és noun é 8 ées participle er 0 ées noun ée 8
  ité noun ité 0 ant gerund er 0 ant adjective ant 6 ant noun ant 10 ants noun ant 0 ants adjective ant 0
  ante adjective ant 0 antes adjective ant 0 ait finite er 0 aient finite er 0 ais finite er 8 era finite er 0 eront finite er 0
  erait finite er 0 eraient finite er 0 ez finite er 0 ons finite er 0 ons noun on 0 ent finite er 4 ent noun ent 4 ent adjective ent 4
  ions noun ion 0 ise finite iser 2 ise noun ise 2 ise adjective is 8 ises noun ise 0 isent finite iser 0`;

export const SUFFIXES: readonly Suffix[] = readSuffixes();

function readSuffixes(): Suffix[] {
  const words = LINES.split(/\s+/);
  const suffixes: Suffix[] = [];
  for (let i = 0; i + 3 < words.length; i += 4) {
    const [ending = '', tag = '', lemma = '', cost = '0'] = words.slice(i, i + 4);
    // Only tags of open classes are written above.
    suffixes.push({ ending, tag: tag as Tag, lemma, cost: Number(cost) });
  }
  return suffixes;
}
