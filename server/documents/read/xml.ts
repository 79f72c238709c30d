import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Budget } from './limits.ts';
import { ReadError, refuse } from './problem.ts';

/**
 * The namespaces that are read, each under one prefix whatever the file calls it; a name of any other
 * namespace is reported as « ?:name ».
 */
const PREFIXES: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'rels',
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': 'x',
  'http://purl.oclc.org/ooxml/spreadsheetml/main': 'x',
  'urn:oasis:names:tc:opendocument:xmlns:office:1.0': 'office',
  'urn:oasis:names:tc:opendocument:xmlns:text:1.0': 'text',
  'urn:oasis:names:tc:opendocument:xmlns:style:1.0': 'style',
  'urn:oasis:names:tc:opendocument:xmlns:table:1.0': 'table',
  'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0': 'fo',
  'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0': 'manifest',
};

export interface XmlHandlers {
  /** `name` is « prefix:local »; `attribute` takes such a name, or a bare one for an attribute without prefix. */
  open?(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Reads one XML part in pieces. Refuses any DOCTYPE, so no entity is ever declared, let alone fetched. */
export async function readXml(
  chunks: AsyncIterable<Uint8Array>,
  part: string,
  handlers: XmlHandlers,
  budget: Budget,
): Promise<void> {
  // The parser holds a text until its end: one that never ends must not grow past what a document may say.
  let unbroken = 0;
  const parser = newParser(part, handlers, () => {
    unbroken = 0;
  });
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of chunks) {
      budget.checkTime();
      decoder ??= decoderFor(chunk);
      const piece = decoder.decode(chunk, { stream: true });
      unbroken += piece.length;
      parser.write(piece);
      const { maxCharacters } = budget.limits;
      if (unbroken > maxCharacters) refuse('tooMuchText', { limit: maxCharacters });
    }
    parser.close();
  } catch (error) {
    if (error instanceof ReadError) throw error;
    refuse('damagedFile', {});
  }
}

/** Real documents stay under a hundred; the parser looks for a namespace through every level above. */
const MAX_DEPTH = 1_000;

const XML = { xmlns: true, position: false } as const;

function newParser(
  part: string,
  handlers: XmlHandlers,
  onTag: () => void,
): SaxesParser<typeof XML> {
  const parser = new SaxesParser(XML);
  parser.on('error', () => refuse('damagedFile', {}));
  parser.on('doctype', () => refuse('forbiddenXml', { part }));
  const { open, close, text } = handlers;
  let depth = 0;
  parser.on('opentag', (tag) => {
    onTag();
    if (++depth > MAX_DEPTH) refuse('damagedFile', {});
    open?.(nameOf(tag), (name) => attributeOf(tag, name));
  });
  parser.on('closetag', (tag) => {
    onTag();
    depth--;
    close?.(nameOf(tag));
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
}

function nameOf(tag: SaxesTagNS): string {
  return `${PREFIXES[tag.uri] ?? '?'}:${tag.local}`;
}

function attributeOf(tag: SaxesTagNS, name: string): string | undefined {
  for (const attribute of Object.values(tag.attributes)) {
    const known = attribute.prefix
      ? `${PREFIXES[attribute.uri] ?? '?'}:${attribute.local}`
      : attribute.local;
    if (known === name) return attribute.value;
  }
  return undefined;
}

function decoderFor(first: Uint8Array): TextDecoder {
  const encoding =
    first[0] === 0xff && first[1] === 0xfe
      ? 'utf-16le'
      : first[0] === 0xfe && first[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding, { fatal: true });
}
