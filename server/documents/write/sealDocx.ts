import { openArchive } from '../read/archive.ts';
import { CORPUS_LIMITS, startBudget } from '../read/limits.ts';
import { type PackagePart, storedZip } from './storedZip.ts';

/**
 * Takes chance and clock out of a .docx: the identifiers that the library draws at random or counts across
 * documents are numbered in the order in which they appear, and its dates are those of what it says.
 */
export async function sealDocx(bytes: Uint8Array, at: number): Promise<Buffer> {
  const archive = await openArchive(bytes, startBudget(CORPUS_LIMITS));
  const texts = new Map<string, string>();
  const parts: PackagePart[] = [];
  // The document first: numbering follows the order in which it names things.
  const names = archive.names.toSorted((a, b) => Number(b === MAIN) - Number(a === MAIN));
  for (const name of names) {
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.read(name)) pieces.push(piece);
    const content = Buffer.concat(pieces);
    if (/\.(?:xml|rels)$/u.test(name)) texts.set(name, content.toString('utf8'));
    else parts.push({ name, content });
  }
  const rename = numberer();
  for (const [name, text] of texts) {
    const sealed = rename(name === CORE ? withDates(text, at) : text);
    parts.push({ name, content: Buffer.from(sealed, 'utf8') });
  }
  return storedZip(parts.toSorted((a, b) => byPackageOrder(a.name, b.name)));
}

const MAIN = 'word/document.xml';
const CORE = 'docProps/core.xml';
/** Readers look for the list of types first. */
const TYPES = '[Content_Types].xml';

function byPackageOrder(a: string, b: string): number {
  const first = Number(b === TYPES) - Number(a === TYPES);
  return first || (a < b ? -1 : a > b ? 1 : 0);
}

function withDates(core: string, at: number): string {
  const day = new Date(at).toISOString().replace(/\.\d+Z$/u, 'Z');
  return core.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu, `$1${day}`);
}

/** Relationships drawn at random, table-of-contents bookmarks, and the numbers of bookmarks. */
const DRAWN = /\brId[a-z0-9_-]{10,}|\b_Toc\d+|(?<=<w:bookmark(?:Start|End)\b[^>]*w:id=")\d+/gu;

function numberer(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) =>
    text.replaceAll(DRAWN, (drawn) => {
      const kind = drawn.startsWith('rId') ? 'rIdLink' : drawn.startsWith('_Toc') ? '_Toc' : '';
      const named = known.get(drawn) ?? `${kind}${known.size + 1}`;
      known.set(drawn, named);
      return named;
    });
}
