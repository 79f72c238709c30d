/**
 * French spacing, so that sentences can be written with ordinary spaces and apostrophes in the source:
 * no-break space before « : » and inside guillemets, narrow one before « ; ! ? % », curly apostrophe.
 */
export function typeset(sentence: string): string {
  return sentence
    .replaceAll("'", '’')
    .replaceAll(/ ([:»])/gu, '\u00a0$1')
    .replaceAll('« ', '«\u00a0')
    .replaceAll(/ ([;!?%])/gu, '\u202f$1');
}
