/** Words as a search compares them: lower case, without accents, `œ` as `oe`, one kind of apostrophe. */
export function folded(words: string): string {
  return words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll(/[’ʼ`]/g, "'");
}

/** Whether a text holds every word of a search, whole or in part, in any order; « … » keeps words together. */
export function matcher(search: string): (text: string) => boolean {
  const asked = [...folded(search).matchAll(/[«"]\s*([^»"]+?)\s*[»"]|\S+/g)];
  const terms = asked.map(([whole, quoted]) => quoted ?? whole).filter((term) => term !== '');
  return (text) => {
    const held = folded(text);
    return terms.every((term) => held.includes(term));
  };
}
