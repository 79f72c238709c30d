import { readFileSync } from 'node:fs';

/** A sentence that people annotated, in CoNLL-U (universaldependencies.org/format). */
export interface Sentence {
  readonly text: string;
  readonly words: readonly GoldWord[];
}

export interface GoldWord {
  /** UTF-16 offsets in the sentence's text. */
  readonly start: number;
  readonly end: number;
  readonly form: string;
  readonly lemma: string;
  readonly upos: string;
}

/** Parts of speech that are measured. */
export const MEASURED: ReadonlySet<string> = new Set(['NOUN', 'VERB', 'ADJ', 'ADV']);

/** Sentences of a treebank; words inside a contraction (« du » 1-2) have no span of their own and are left out. */
export function readTreebank(path: string): Sentence[] {
  const blocks = readFileSync(path, 'utf8').trim().split(/\n\n+/);
  return blocks.map((block) => readSentence(block.split('\n')));
}

function readSentence(lines: readonly string[]): Sentence {
  const text = lines.find((line) => line.startsWith('# text = '))?.slice('# text = '.length) ?? '';
  const words: GoldWord[] = [];
  let at = 0;
  let contractedUntil = 0;
  for (const line of lines) {
    const [id = '', form = '', lemma = '', upos = ''] = line.split('\t');
    if (id.startsWith('#') || id.includes('.')) continue;
    const [first = 0, last] = id.split('-').map(Number);
    if (last === undefined && first <= contractedUntil) continue;
    const start = text.indexOf(form, at);
    if (start < 0) throw new Error(`« ${form} » is not in « ${text} » from ${at} on`);
    at = start + form.length;
    if (last !== undefined) contractedUntil = last;
    else words.push({ start, end: at, form, lemma, upos });
  }
  return { text, words };
}
