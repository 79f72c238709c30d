import type { TextDocument } from '../read/reading.ts';

/** A stretch of a document under one heading, to the letter. */
export interface Section {
  readonly title: string | null;
  readonly text: string;
}

/** A document by its headings; notes stand with the last one. */
export function sectionsOf(document: TextDocument): readonly Section[] {
  const sections: { title: string | null; lines: string[] }[] = [];
  for (const paragraph of document.paragraphs) {
    const current = sections.at(-1);
    if (paragraph.kind === 'heading') sections.push({ title: paragraph.text, lines: [] });
    else if (current) current.lines.push(paragraph.text);
    else sections.push({ title: null, lines: [paragraph.text] });
  }
  return sections
    .map(({ title, lines }) => ({ title, text: lines.join('\n') }))
    .filter(({ text }) => text !== '');
}
