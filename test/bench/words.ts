import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { lefff, linesLike } from '../../analysis/lexicon/lefff.ts';
import { lemmatise } from '../../analysis/steps/lemmatise.ts';
import { normalise } from '../../analysis/steps/normalise.ts';
import { createLineReader, tokensOfLine } from '../../analysis/words.ts';
import { MEASURED, readTreebank, type Sentence } from '../analysis/support/treebank.ts';

/**
 * Words against human annotation: of the nouns, verbs, adjectives and adverbs of a treebank, how many are
 * found with their exact span, and with their lemma too (case aside); then cold start and speed.
 *   node test/bench/words.ts [FILE.conllu …]
 * Rules were tuned on every other sentence, from the first on (« tuned »); the rest were held out.
 */
const SHARED = join(import.meta.dirname, '../../../shared');
const TREEBANKS = ['sequoia', 'rhapsodie'].map((name) =>
  join(SHARED, 'reference/ud-french', `${name}-dev.conllu`),
);
const SPEED_CORPUS = join(SHARED, 'corpora/service-public-fiches/paragraphes.jsonl');

interface Word {
  readonly start: number;
  readonly end: number;
  readonly lemma: string;
}

interface Contender {
  readonly name: string;
  readonly read: (sentence: Sentence) => readonly Word[];
}

const require = createRequire(import.meta.url);
const natural = (path: string) => require(`natural/lib/natural/${path}`);
const porter: { stem(word: string): string } = natural('stemmers/porter_stemmer_fr.js');
const carry: { stem(word: string): string } = natural('stemmers/Carry/index.js');
const AggressiveTokenizer: new () => { tokenize(text: string): string[] } = natural(
  'tokenizers/aggressive_tokenizer_fr.js',
);
const tokenizer = new AggressiveTokenizer();

reportColdStart();
const paths = process.argv.length > 2 ? process.argv.slice(2) : TREEBANKS.filter(existsSync);
if (paths.length === 0) console.log('No treebank: ../shared/reference/ud-french is absent.');
for (const path of paths) reportTreebank(path);
if (existsSync(SPEED_CORPUS)) reportSpeed();

function contenders(): Contender[] {
  const reader = createLineReader();
  const stemmed = (stem: (word: string) => string) => (sentence: Sentence) =>
    locate(sentence.text, tokenizer.tokenize(sentence.text)).map((word) => ({
      ...word,
      lemma: stem(word.lemma),
    }));
  return [
    { name: 'ours, raw sentences', read: ({ text }) => tokensOfLine(text, reader) },
    { name: 'plain look-up, gold tokens', read: lookUp },
    { name: 'natural, Porter FR', read: stemmed((word) => porter.stem(word)) },
    { name: 'natural, Carry', read: stemmed((word) => carry.stem(word)) },
  ];
}

/** The lexicon's first lemma by a fixed order of parts of speech, on the annotators' own tokens. */
function lookUp(sentence: Sentence): Word[] {
  return sentence.words.map(({ start, end, form }) => {
    const lines = linesLike(form).filter(({ likeness }) => likeness <= 1);
    const found = ['nc', 'adj', 'adv', 'v'].map((category) =>
      lines.find((line) => line.category === category),
    );
    return { start, end, lemma: found.find((line) => line)?.lemma ?? form };
  });
}

function locate(text: string, forms: readonly string[]): Word[] {
  let at = 0;
  return forms.flatMap((form) => {
    const start = text.indexOf(form, at);
    if (start < 0) return [];
    at = start + form.length;
    return [{ start, end: at, lemma: form }];
  });
}

function reportTreebank(path: string): void {
  const sentences = readTreebank(path);
  console.log(`\n${basename(path)}: ${sentences.length} sentences`);
  console.log(
    `  ${'%'.padEnd(28)}${['tuned', 'held out', 'all'].map((part) => part.padEnd(28)).join('')}`,
  );
  for (const { name, read } of contenders()) {
    const parts = [
      sentences.filter((_, index) => index % 2 === 0),
      sentences.filter((_, index) => index % 2 === 1),
      sentences,
    ].map((part) => score(part, read));
    console.log(`  ${name.padEnd(28)}${parts.map((part) => part.padEnd(28)).join('')}`);
  }
}

function score(sentences: readonly Sentence[], read: Contender['read']): string {
  let gold = 0;
  let spans = 0;
  let lemmas = 0;
  for (const sentence of sentences) {
    const found = new Map(read(sentence).map((word) => [`${word.start}-${word.end}`, word]));
    for (const word of sentence.words) {
      if (!MEASURED.has(word.upos)) continue;
      gold++;
      const own = found.get(`${word.start}-${word.end}`);
      if (own) spans++;
      if (own?.lemma.toLowerCase() === word.lemma.toLowerCase()) lemmas++;
    }
  }
  const share = (count: number) => ((100 * count) / gold).toFixed(2);
  return `span ${share(spans)} lemma ${share(lemmas)}`;
}

function reportColdStart(): void {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  lefff();
  tokensOfLine('Les élus du centre-bourg ont été reçus.');
  const more = (process.memoryUsage().rss - before) / 1e6;
  const rss = process.memoryUsage().rss / 1e6;
  console.log(
    `Cold start: ${(performance.now() - start).toFixed(0)} ms, +${more.toFixed(0)} MB (process ${rss.toFixed(0)} MB)`,
  );
}

function reportSpeed(): void {
  const lines = readFileSync(SPEED_CORPUS, 'utf8').trim().split('\n');
  const texts = lines.map((line): string => JSON.parse(line).text);
  for (const run of ['cold', 'warm']) {
    const reader = createLineReader();
    const start = performance.now();
    const cpuBefore = process.cpuUsage();
    let words = 0;
    for (const text of texts) words += lemmatise(reader, normalise(text).text).count;
    const cpu = process.cpuUsage(cpuBefore);
    const seconds = (performance.now() - start) / 1000;
    const cpuSeconds = (cpu.user + cpu.system) / 1e6;
    const million = (share: number) => `${(words / share / 1e6).toFixed(2)} M words/s`;
    console.log(
      `${run === 'cold' ? '\n' : ''}normalise → lemma, ${run}: ${words} words, ${seconds.toFixed(2)} s: ${million(seconds)}; of CPU ${cpuSeconds.toFixed(2)} s: ${million(cpuSeconds)}`,
    );
  }
}
