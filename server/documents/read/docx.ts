import { type Archive, readPart } from './archive.ts';
import { newParagraph, type OpenParagraph, settle } from './assembly.ts';
import { type NextNumber, readDocxNumbering } from './docxNumbering.ts';
import { type DocxStyle, headingLevel, isOn, readDocxStyles } from './docxStyles.ts';
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
 * A Word document as its reader sees it: body, tables and text boxes in order, notes at the end, tracked
 * changes accepted, nothing hidden, no field code. Headers, footers and comments are left out.
 */
export async function readDocx(
  archive: Archive,
  fileName: string,
  budget: Budget,
): Promise<TextDocument> {
  const main = await mainPart(archive, budget);
  const related = await relatedParts(archive, main, budget);
  const style = await readDocxStyles(archive, related('styles'), budget);
  const number = await readDocxNumbering(archive, related('numbering'), budget);
  const seen = new Set<'trackedChanges' | 'hiddenTextIgnored'>();
  const collect = async (part: string, isNote: boolean) => {
    const found: LooseParagraph[] = [];
    await readPart(
      archive,
      part,
      bodyReader({ style, number, found, isNote, seen, budget }),
      budget,
    );
    return found;
  };
  if (!archive.has(main)) refuse('damagedFile', {});
  const loose = [
    ...(await collect(main, false)),
    ...(await collect(related('footnotes'), true)),
    ...(await collect(related('endnotes'), true)),
  ];
  if (loose.length === 0) refuse('noText', {});
  return {
    kind: 'document',
    format: 'docx',
    title: titleOf(loose, fileName),
    ...layOut(loose),
    encoding: null,
    warnings: warningsOf(archive, related('comments'), seen),
  };
}

function warningsOf(
  archive: Archive,
  comments: string,
  seen: ReadonlySet<'trackedChanges' | 'hiddenTextIgnored'>,
): DocumentProblem[] {
  const hasMacros = archive.names.some((name) => /vbaProject\.bin$/iu.test(name));
  return [
    ...(hasMacros ? [problem('macrosIgnored', {})] : []),
    ...(archive.has(comments) ? [problem('commentsIgnored', {})] : []),
    ...(seen.has('trackedChanges') ? [problem('trackedChanges', {})] : []),
    ...(seen.has('hiddenTextIgnored') ? [problem('hiddenTextIgnored', {})] : []),
  ];
}

async function mainPart(archive: Archive, budget: Budget): Promise<string> {
  const targets = await relationships(archive, '_rels/.rels', '', budget);
  return targets.get('officeDocument') ?? 'word/document.xml';
}

/** The path of a part by its kind (« styles »), where the document has one; else one that does not exist. */
async function relatedParts(
  archive: Archive,
  main: string,
  budget: Budget,
): Promise<(kind: string) => string> {
  const cut = main.lastIndexOf('/') + 1;
  const folder = main.slice(0, cut);
  const rels = `${folder}_rels/${main.slice(cut)}.rels`;
  const targets = await relationships(archive, rels, folder, budget);
  return (kind) => targets.get(kind) ?? `${folder}${kind}.xml`;
}

async function relationships(
  archive: Archive,
  part: string,
  folder: string,
  budget: Budget,
): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readPart(
    archive,
    part,
    {
      open(name, attribute) {
        if (name !== 'rels:Relationship' || attribute('TargetMode') === 'External') return;
        const kind = (attribute('Type') ?? '').split('/').at(-1) ?? '';
        const target = attribute('Target') ?? '';
        targets.set(kind, target.startsWith('/') ? target.slice(1) : `${folder}${target}`);
      },
    },
    budget,
  );
  return targets;
}

interface BodyContext {
  readonly style: (id: string | undefined) => DocxStyle;
  readonly number: NextNumber;
  readonly found: LooseParagraph[];
  readonly isNote: boolean;
  readonly seen: Set<'trackedChanges' | 'hiddenTextIgnored'>;
  readonly budget: Budget;
}

interface DocxParagraph extends OpenParagraph {
  styleId?: string | undefined;
  outline?: number | undefined;
  listId?: string | undefined;
  listLevel?: number | undefined;
}

interface Run {
  styleId?: string | undefined;
  isBold?: boolean | undefined;
  isHidden?: boolean | undefined;
}

/** Elements whose whole content is not the document's text. */
const SKIPPED = new Set([
  'w:del',
  'w:moveFrom',
  'w:rPrChange',
  'w:pPrChange',
  'w:instrText',
  'w:rt',
  'mc:Fallback',
  'w:sectPr',
]);

/** Characters that stand as elements inside a run. */
const SIGNS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '\u2011',
};

function bodyReader(context: BodyContext): XmlHandlers {
  // A text box puts paragraphs inside the run of another paragraph: each keeps its own run.
  const open: { readonly paragraph: DocxParagraph; run: Run | undefined }[] = [];
  let skipped = 0;
  let isRunProperties = false;
  let isText = false;
  const addText = (text: string) => {
    const current = open.at(-1);
    if (current) addToParagraph(current.paragraph, current.run ?? {}, text, context);
  };
  return {
    open(name, attribute) {
      if (name === 'w:del' || name === 'w:ins') context.seen.add('trackedChanges');
      if (skipped > 0 || SKIPPED.has(name)) {
        skipped++;
        return;
      }
      const current = open.at(-1);
      if (name === 'w:p') open.push({ paragraph: newParagraph(), run: undefined });
      else if (name === 'w:t' || name === 'm:t') isText = true;
      else if (current === undefined) return;
      else if (name === 'w:r') current.run = {};
      else if (current.run === undefined) {
        setParagraph(current.paragraph, name, attribute('w:val'));
      } else if (name === 'w:rPr') isRunProperties = true;
      else if (isRunProperties) setRun(current.run, name, attribute('w:val'));
      else if (SIGNS[name] !== undefined) addText(SIGNS[name]);
    },
    text(piece) {
      if (isText && skipped === 0) addText(piece);
    },
    close(name) {
      if (skipped > 0) {
        skipped--;
        return;
      }
      const current = open.at(-1);
      if (name === 'w:p') finishParagraph(open.pop()?.paragraph, context);
      if (name === 'w:r' && current) current.run = undefined;
      if (name === 'w:rPr') isRunProperties = false;
      if (name === 'w:t' || name === 'm:t') isText = false;
    },
  };
}

function setRun(run: Run, name: string, value: string | undefined): void {
  if (name === 'w:b') run.isBold = isOn(value);
  if (name === 'w:vanish') run.isHidden = isOn(value);
  if (name === 'w:rStyle') run.styleId = value;
}

function setParagraph(paragraph: DocxParagraph, name: string, value: string | undefined): void {
  if (name === 'w:pStyle') paragraph.styleId = value;
  if (name === 'w:outlineLvl') paragraph.outline = headingLevel(value);
  if (name === 'w:numId') paragraph.listId = value;
  if (name === 'w:ilvl') paragraph.listLevel = Number(value);
}

function addToParagraph(
  paragraph: DocxParagraph,
  run: Run,
  text: string,
  { style, seen, budget }: BodyContext,
): void {
  const ofParagraph = style(paragraph.styleId);
  const ofRun = style(run.styleId);
  if (run.isHidden ?? ofRun.isHidden ?? ofParagraph.isHidden) {
    if (text.trim() !== '') seen.add('hiddenTextIgnored');
    return;
  }
  budget.takeText(text.length);
  const isBold = run.isBold ?? ofRun.isBold ?? ofParagraph.isBold ?? false;
  paragraph.pieces.push({ text, isBold });
}

/** A list numbered « 0 » is a list taken off. */
const NO_LIST = '0';

function finishParagraph(paragraph: DocxParagraph | undefined, context: BodyContext): void {
  if (paragraph === undefined) return;
  const { text, leadingBold } = settle(paragraph);
  const ofStyle = context.style(paragraph.styleId);
  const listId = paragraph.listId ?? ofStyle.listId;
  const level = paragraph.outline ?? ofStyle.headingLevel;
  const isListed = listId !== undefined && listId !== NO_LIST;
  // Counted even where it shows no text, as Word counts it.
  const number = isListed
    ? context.number(listId, paragraph.listLevel ?? ofStyle.listLevel ?? 0)
    : undefined;
  if (text === '' || ofStyle.isContents) return;
  const kind = context.isNote
    ? 'note'
    : level !== undefined
      ? 'heading'
      : isListed
        ? 'listItem'
        : 'paragraph';
  context.found.push({
    text,
    kind,
    leadingBold,
    ...(kind === 'heading' && { level }),
    ...(number !== undefined && { number }),
  });
}
