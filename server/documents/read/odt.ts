import { type Archive, readPart } from './archive.ts';
import { newParagraph, type OpenParagraph, settle } from './assembly.ts';
import type { Budget } from './limits.ts';
import { problem, refuse } from './problem.ts';
import {
  type DocumentProblem,
  type LooseParagraph,
  layOut,
  type TextDocument,
  titleOf,
} from './reading.ts';
import type { XmlHandlers } from './xml.ts';

/**
 * An OpenDocument text as its reader sees it: body, tables and frames in order, notes at the end. Deleted
 * text is kept apart by the format itself (text:tracked-changes), so leaving it out accepts every change.
 */
export async function readOdt(
  archive: Archive,
  fileName: string,
  budget: Budget,
): Promise<TextDocument> {
  await checkManifest(archive, budget);
  const styles = new Map<string, OdtStyle>();
  const body = newBody(styles, budget);
  await readPart(archive, 'styles.xml', styleReader(styles), budget);
  await readPart(archive, 'content.xml', both(styleReader(styles), body.handlers), budget);
  const loose = [...body.paragraphs, ...body.notes];
  if (body.isSpreadsheet()) refuse('spreadsheetInOpenDocument', {});
  if (body.isPresentation()) refuse('presentationFile', {});
  if (loose.length === 0) refuse('noText', {});
  return {
    kind: 'document',
    format: 'odt',
    title: titleOf(loose, fileName),
    ...layOut(loose),
    encoding: null,
    warnings: [...macroWarning(archive), ...body.warnings()],
  };
}

function macroWarning(archive: Archive): DocumentProblem[] {
  const hasMacros = archive.names.some(
    (name) => /^(?:Basic|Scripts)\/.*\.(?:xml|py|js|bsh)$/u.test(name) && !/-lc\.xml$/u.test(name),
  );
  return hasMacros ? [problem('macrosIgnored', {})] : [];
}

async function checkManifest(archive: Archive, budget: Budget): Promise<void> {
  await readPart(
    archive,
    'META-INF/manifest.xml',
    {
      open(name) {
        if (name === 'manifest:encryption-data') refuse('encryptedFile', {});
      },
    },
    budget,
  );
}

interface OdtStyle {
  readonly parent: string | undefined;
  isBold?: boolean;
  isHidden?: boolean;
}

function styleReader(styles: Map<string, OdtStyle>): XmlHandlers {
  let current: OdtStyle | undefined;
  return {
    open(name, attribute) {
      if (name === 'style:style') {
        current = { parent: attribute('style:parent-style-name') };
        styles.set(attribute('style:name') ?? '', current);
      }
      if (name !== 'style:text-properties' || current === undefined) return;
      const weight = attribute('fo:font-weight');
      if (weight !== undefined) current.isBold = weight === 'bold' || Number(weight) >= 600;
      const display = attribute('text:display');
      if (display !== undefined) current.isHidden = display === 'none';
    },
    close(name) {
      if (name === 'style:style') current = undefined;
    },
  };
}

const MAX_STYLE_DEPTH = 20;

function inherited(
  styles: ReadonlyMap<string, OdtStyle>,
  name: string | undefined,
  property: 'isBold' | 'isHidden',
): boolean | undefined {
  let style = styles.get(name ?? '');
  for (let depth = 0; style && depth < MAX_STYLE_DEPTH; depth++) {
    const value = style[property];
    if (value !== undefined) return value;
    style = styles.get(style.parent ?? '');
  }
  return undefined;
}

/** What is beside the text, or generated from it. */
const SKIPPED = new Set([
  'text:tracked-changes',
  'office:annotation',
  'office:annotation-end',
  'text:note-citation',
  'text:table-of-content',
  'text:alphabetical-index',
  'text:illustration-index',
  'text:hidden-text',
  'text:ruby-text',
  'office:scripts',
]);

interface OdtParagraph extends OpenParagraph {
  readonly kind: LooseParagraph['kind'];
  readonly level: number | undefined;
  /** Styles around the text, innermost last: the paragraph's, then each span's. */
  readonly styles: (string | undefined)[];
}

function newBody(styles: ReadonlyMap<string, OdtStyle>, budget: Budget) {
  const paragraphs: LooseParagraph[] = [];
  const notes: LooseParagraph[] = [];
  const seen = new Set<'trackedChanges' | 'commentsIgnored' | 'hiddenTextIgnored'>();
  const open: OdtParagraph[] = [];
  const kinds = new Set<string>();
  let skipped = 0;
  let lists = 0;
  let noteDepth = 0;

  const addText = (text: string) => {
    const paragraph = open.at(-1);
    if (paragraph === undefined) return;
    const say = (property: 'isBold' | 'isHidden') =>
      paragraph.styles.reduce(
        (known: boolean | undefined, name) => inherited(styles, name, property) ?? known,
        undefined,
      );
    if (say('isHidden')) {
      if (text.trim() !== '') seen.add('hiddenTextIgnored');
      return;
    }
    budget.takeText(text.length);
    paragraph.pieces.push({ text, isBold: say('isBold') ?? false });
  };

  const handlers: XmlHandlers = {
    open(name, attribute) {
      if (name === 'text:changed-region') seen.add('trackedChanges');
      if (name === 'office:annotation') seen.add('commentsIgnored');
      if (skipped > 0 || SKIPPED.has(name)) {
        skipped++;
        return;
      }
      if (name.startsWith('office:')) kinds.add(name);
      if (name === 'text:list') lists++;
      if (name === 'text:note-body') noteDepth++;
      if (name === 'text:p' || name === 'text:h') {
        const level = name === 'text:h' ? Number(attribute('text:outline-level') ?? 1) : undefined;
        const kind =
          noteDepth > 0
            ? 'note'
            : level !== undefined
              ? 'heading'
              : lists > 0
                ? 'listItem'
                : 'paragraph';
        open.push({ ...newParagraph(), kind, level, styles: [attribute('text:style-name')] });
      }
      if (name === 'text:span') open.at(-1)?.styles.push(attribute('text:style-name'));
      if (name === 'text:tab') addText('\t');
      if (name === 'text:line-break') addText('\n');
      if (name === 'text:s') addText(' '.repeat(spaceCount(attribute('text:c'))));
    },
    text(piece) {
      // Outside text:s, any run of white space is one space.
      if (skipped === 0) addText(piece.replaceAll(/[ \t\r\n]+/gu, ' '));
    },
    close(name) {
      if (skipped > 0) {
        skipped--;
        return;
      }
      if (name === 'text:list') lists--;
      if (name === 'text:note-body') noteDepth--;
      if (name === 'text:span') open.at(-1)?.styles.pop();
      if (name !== 'text:p' && name !== 'text:h') return;
      const finished = open.pop();
      if (finished === undefined) return;
      const settled = settle(finished);
      if (settled.text === '') return;
      const { kind, level } = finished;
      const target = kind === 'note' ? notes : paragraphs;
      target.push({
        ...settled,
        kind,
        ...(kind === 'heading' && level !== undefined && { level }),
      });
    },
  };
  return {
    handlers,
    paragraphs,
    notes,
    isSpreadsheet: () => kinds.has('office:spreadsheet'),
    isPresentation: () => kinds.has('office:presentation'),
    warnings: () => [...seen].map((code) => problem(code, {})),
  };
}

const MAX_SPACES = 1_000;

function spaceCount(declared: string | undefined): number {
  const count = Number(declared ?? 1);
  return Number.isInteger(count) && count > 0 ? Math.min(count, MAX_SPACES) : 1;
}

function both(first: XmlHandlers, second: XmlHandlers): XmlHandlers {
  return {
    open(name, attribute) {
      first.open?.(name, attribute);
      second.open?.(name, attribute);
    },
    text(piece) {
      second.text?.(piece);
    },
    close(name) {
      first.close?.(name);
      second.close?.(name);
    },
  };
}
