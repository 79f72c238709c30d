import { utils, write } from '@e965/xlsx';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { UPLOAD_LIMITS } from '../../../../server/documents/read/limits.ts';
import { readDocument } from '../../../../server/documents/read/readDocument.ts';
import type { TextDocument } from '../../../../server/documents/read/reading.ts';
import { readReturn } from '../../../../server/documents/understand/prefectReturn.ts';
import { readTranscript } from '../../../../server/documents/understand/transcript.ts';
import {
  docxAround,
  odtAround,
  wordParagraph,
  xlsxAround,
} from '../../../support/documents/office.ts';
import { pdf, setLines } from '../../../support/documents/pdf.ts';

const book = utils.book_new();
utils.book_append_sheet(
  book,
  utils.aoa_to_sheet([
    ['id', 'texte'],
    ['1', 'La halle'],
  ]),
  'Avis',
);
const oldWorkbook: Buffer = write(book, { type: 'buffer', bookType: 'biff8' });

const TALK =
  'Q : Pourquoi ?\nR : Faute de médecin, depuis 2016 au moins.\n1. Besoins : du temps.\n';

const SEEDS: readonly (readonly [string, Buffer])[] = [
  [
    'a.docx',
    docxAround(
      TALK.split('\n')
        .map((line) => wordParagraph(line))
        .join(''),
    ),
  ],
  [
    'a.odt',
    odtAround(
      TALK.split('\n')
        .map((line) => `<text:p>${line}</text:p>`)
        .join(''),
    ),
  ],
  [
    'a.xlsx',
    xlsxAround([{ name: 'F', rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' }], ['Avis']),
  ],
  ['a.xls', oldWorkbook],
  ['a.pdf', pdf([{ texts: setLines(TALK.split('\n')) }])],
  ['a.txt', Buffer.from(TALK)],
  ['a.csv', Buffer.from('id;avis\n1;"Un, deux"\n2;"trois""quatre"\n')],
  ['a.jsonl', Buffer.from('{"id":"a","text":"Un."}\n{"id":"b","text":"Deux."}\n')],
  ['c.txt', Buffer.from('**** *ent_1 *région_Est\nUn texte.\n**** *ent_2\nUn autre.\n')],
];

/** Bytes changed inside the parts, before they are packed: the XML itself is what is damaged. */
const INSIDE: readonly (readonly [string, (body: string) => Buffer, string])[] = [
  [
    'a.docx',
    (body) => docxAround(body),
    wordParagraph('Q : Un ?', '<w:numPr><w:numId w:val="1"/></w:numPr>', '<w:b/>').repeat(3),
  ],
  [
    'a.odt',
    (body) => odtAround(body),
    '<text:h text:outline-level="1">Besoins</text:h><text:p>a<text:s text:c="2"/>b</text:p>',
  ],
  [
    'a.xlsx',
    (rows) => xlsxAround([{ name: 'F', rows }]),
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Avis</t></is></c><c r="B1"><v>2</v></c></row>',
  ],
];

const ROUNDS = 150;

/** A small generator, so that a failure can be run again (Park and Miller 1988). */
function generator(start: number): (limit: number) => number {
  let state = start;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

function mutated(seed: Buffer, random: (limit: number) => number): Buffer {
  const bytes = Buffer.from(seed);
  for (let hits = 1 + random(8); hits > 0; hits--) bytes[random(bytes.length)] = random(256);
  return random(3) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
}

describe('a file with a few bytes changed', () => {
  // The reader of old workbooks complains aloud; in the platform, its thread keeps that to itself.
  beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));

  test.each(SEEDS)('%s is read or refused, and never more', async (name, seed) => {
    const random = generator(20_261_123);
    for (let round = 0; round < ROUNDS; round++) {
      const bytes = mutated(seed, random);
      const reading = await readDocument(bytes, name, { ...UPLOAD_LIMITS, maxSeconds: 5 });
      if (reading.kind === 'document') checkDocument(reading);
      else expect(['table', 'collection', 'failure']).toContain(reading.kind);
    }
  });
});

describe('a part with a few characters changed', () => {
  test.each(INSIDE)('%s is read or refused, and never more', async (name, pack, body) => {
    const random = generator(7);
    for (let round = 0; round < ROUNDS; round++) {
      const damaged = mutated(Buffer.from(body), random).toString('latin1');
      const reading = await readDocument(pack(damaged), name, UPLOAD_LIMITS);
      if (reading.kind === 'document') checkDocument(reading);
      else expect(['table', 'failure']).toContain(reading.kind);
    }
  });
});

/** What every document keeps, whatever it says: places that hold, text that a store can keep. */
function checkDocument(document: TextDocument): void {
  const { text, paragraphs } = document;
  expect(text.isWellFormed() && !text.includes('\0')).toBe(true);
  for (const { start, text: words, leadingBold } of paragraphs) {
    expect(text.slice(start, start + words.length)).toBe(words);
    expect(leadingBold >= 0 && leadingBold <= words.length).toBe(true);
  }
  for (const { start, end } of readReturn(document))
    expect(start < end && end <= text.length).toBe(true);
  for (const { spans } of readTranscript(document)?.turns ?? [])
    for (const { start, end } of spans) expect(start < end && end <= text.length).toBe(true);
}
