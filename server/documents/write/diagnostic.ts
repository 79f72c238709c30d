import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  InternalHyperlink,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { estimatePageNumbers } from 'docx/layout';
import type {
  AnnexEntry,
  Comparison,
  Diagnostic,
  DiagnosticFinding,
  DiagnosticTheme,
  Method,
  Verbatim,
} from '../../../views/diagnostic/diagnostic.ts';
import { formatNumber } from '../../../views/format.ts';
import { diagnosticMessages as said } from '../../../views/messages/diagnostic.ts';
import { cleanText } from '../read/encoding.ts';
import { sealDocx } from './sealDocx.ts';
import { RULE, styles, WASH } from './styles.ts';

/** Before anything was said, a document still needs a date: that of the format's own beginning. */
const NO_DATE = Date.UTC(1980, 0, 1);

/** The diagnostic as a Word document; the same diagnostic gives the same bytes. */
export async function writeDiagnostic(diagnostic: Diagnostic): Promise<Buffer> {
  const edition = said.editions[diagnostic.edition];
  const document = new Document({
    title: `${said.kicker} – ${diagnostic.title}`,
    subject: edition,
    creator: 'Constat',
    lastModifiedBy: 'Constat',
    description: diagnostic.summary,
    styles,
    pageNumbers: estimatePageNumbers,
    features: { updateFields: false },
    sections: [
      {
        properties: { page: { margin: MARGIN }, titlePage: true },
        headers: {
          default: header(diagnostic),
          first: new Header({ children: [new Paragraph({})] }),
        },
        footers: { default: footer(edition), first: new Footer({ children: [new Paragraph({})] }) },
        children: [
          ...cover(diagnostic),
          ...contents(),
          ...method(diagnostic.method),
          ...findings(diagnostic),
          ...comparisons(diagnostic),
          ...annex(diagnostic.annex),
        ],
      },
    ],
  });
  return sealDocx(await Packer.toBuffer(document), diagnostic.asOf ?? NO_DATE);
}

const MARGIN = { top: 1_300, bottom: 1_200, left: 1_300, right: 1_300, header: 600, footer: 600 };
/** A4 less the margins, in twentieths of a point. */
const TEXT_WIDTH = 11_906 - MARGIN.left - MARGIN.right;

type Block = Paragraph | Table | TableOfContents;

function header({ title, isDemonstration }: Diagnostic): Header {
  const words = isDemonstration ? `${title} – ${said.demonstration}` : title;
  return new Header({ children: [styled('Note', [text(words)])] });
}

function footer(edition: string): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'Note',
        alignment: AlignmentType.RIGHT,
        children: [
          new TextRun({
            children: [said.page(edition), PageNumber.CURRENT, said.pageOf, PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}

function cover({ title, client, summary, edition, asOf, isDemonstration }: Diagnostic): Block[] {
  const facts = [client, said.editions[edition], asOf === null ? '' : said.asOf(asOf)];
  return [
    new Paragraph({ style: 'Kicker', spacing: { before: 3_200 }, children: [text(said.kicker)] }),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [text(title)] }),
    ...(summary ? [styled('Lead', [text(summary)])] : []),
    ...facts.filter(Boolean).map((fact) => styled('Normal', [text(fact)])),
    ...(isDemonstration ? [styled('Note', [text(said.demonstration)])] : []),
    new Paragraph({ children: [new PageBreak()] }),
  ];
}

function contents(): Block[] {
  return [
    new Paragraph({ style: 'Kicker', children: [text(said.contents)] }),
    new TableOfContents(said.contents, { hyperlink: true, headingStyleRange: '1-3' }),
  ];
}

function method({ sources, voices, analysis, rules, limits }: Method): Block[] {
  return [
    chapter(said.headings.method),
    section(said.headings.sources),
    table(
      [
        said.columns.family,
        said.columns.sources,
        said.columns.contributions,
        said.columns.stakeholders,
      ],
      sources.map((row) => [
        row.family,
        ...[row.sources, row.contributions, row.stakeholders].map((value) => formatNumber(value)),
      ]),
      [34, 26, 20, 20],
    ),
    section(said.headings.voices),
    styled('Normal', [text(said.voicesLead)]),
    table(
      [said.columns.category, ...voices.rows.map(({ label }) => label)],
      voices.columns.map((category, index) => [
        category,
        ...voices.rows.map(({ counts }) => formatNumber(counts[index] ?? 0)),
      ]),
      evenWidths(voices.rows.length),
    ),
    ...(analysis.length > 0 ? [section(said.headings.analysis), ...analysis.map(plain)] : []),
    section(said.headings.rules),
    ...rules.map(bullet),
    section(said.headings.limits),
    ...limits.map(bullet),
  ];
}

function findings({ themes, edition }: Diagnostic): Block[] {
  return [
    chapter(said.headings.findings),
    ...(themes.length === 0 ? [plain(said.empty[edition])] : themes.flatMap(theme)),
  ];
}

function theme({ anchor, number, name, findings: ofTheme }: DiagnosticTheme): Block[] {
  return [section(`${number}. ${name}`, anchor), ...ofTheme.flatMap(finding)];
}

function finding(one: DiagnosticFinding): Block[] {
  const { supports, others, grid, validity, isolated, withheld } = one;
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_3,
      children: [anchored(one.anchor, `${one.number} ${one.title}`)],
    }),
    styled('Note', [
      text([said.status(one.status), one.strength, isolated ?? ''].filter(Boolean).join(' – ')),
    ]),
    ...(one.notice ? [styled('Note', [text(one.notice, { bold: true })])] : []),
    ...one.paragraphs.map(plain),
    ...(validity
      ? [styled('Normal', [text(`${said.validity} `, { bold: true }), text(validity)])]
      : []),
    ...supports.flatMap(verbatim),
    styled('Note', [text(one.counterVoices)], { keepNext: others.length > 0 }),
    ...others.flatMap(verbatim),
    ...(withheld ? [styled('Note', [text(withheld)])] : []),
    ...(grid.rows.length > 0
      ? [
          styled('Note', [text(said.gridCaption, { bold: true })], { keepNext: true }),
          gridTable(grid),
          styled('Note', [text(said.gridNote)]),
        ]
      : []),
  ];
}

/** Categories down, regions across: their names are long, and a mission has fewer regions than a page has room for. */
function gridTable({ columns, rows }: DiagnosticFinding['grid']): Table {
  return table(
    [said.columns.category, ...rows.map(({ label }) => label)],
    columns.map((category, index) => [
      category,
      ...rows.map(({ cells }) => said.gridWords[cells[index]?.value ?? 'unmentioned']),
    ]),
    evenWidths(rows.length),
  );
}

/** A quote and who says it, in one box that no page parts. */
function verbatim({ text: words, kind, role, attribution, reference }: Verbatim): Paragraph[] {
  const style = role === 'contradicts' ? 'CounterVoice' : 'Verbatim';
  const label = kind === 'verbatim' ? said.verbatimRoles[role] : said.kinds[kind];
  return [
    new Paragraph({ style, keepNext: true, children: quoteRuns(words, kind) }),
    new Paragraph({
      style,
      spacing: { before: 40, after: 0 },
      children: [
        text(`${label} – ${attribution} `, { style: 'Attribution' }),
        new InternalHyperlink({
          anchor: `preuve-${reference}`,
          children: [new TextRun({ text: said.reference(reference), style: 'Hyperlink' })],
        }),
      ],
    }),
    // Two boxes in a row would be drawn as one.
    new Paragraph({ style: 'Gap' }),
  ];
}

/** Quotation marks around what was said; what an interviewer reworded or saw bears none. */
function quoteRuns(words: string, kind: Verbatim['kind']): TextRun[] {
  const isQuoted = kind === 'verbatim';
  const lines = cleanText(isQuoted ? `«\u00a0${words}\u00a0»` : words).split('\n');
  return lines.map(
    (line, index) => new TextRun({ text: line, italics: isQuoted, ...(index > 0 && { break: 1 }) }),
  );
}

function comparisons({ convergences, divergences }: Diagnostic): Block[] {
  return [
    chapter(said.headings.comparison),
    plain(said.comparisonLead),
    section(said.headings.convergences),
    ...comparisonTable(convergences, said.noConvergence),
    section(said.headings.divergences),
    ...comparisonTable(divergences, said.noDivergence),
  ];
}

function comparisonTable(rows: readonly Comparison[], none: string): Block[] {
  if (rows.length === 0) return [plain(none)];
  return [
    table(
      [said.columns.finding, said.columns.voices],
      rows.map(({ number, title, voices }) => [`${number} ${title}`, voices.join('\n')]),
      [55, 45],
    ),
  ];
}

function annex(entries: readonly AnnexEntry[]): Block[] {
  if (entries.length === 0) return [];
  return [chapter(said.headings.annex), plain(said.annexLead), ...entries.flatMap(annexEntry)];
}

function annexEntry(entry: AnnexEntry): Paragraph[] {
  const { reference, anchor, kind, kindLabel, attribution, source, url, findings: citing } = entry;
  const label = kind === 'verbatim' ? '' : ` – ${kindLabel}`;
  return [
    new Paragraph({
      keepNext: true,
      keepLines: true,
      spacing: { before: 120, after: 20 },
      children: [anchored(anchor, `${said.reference(reference)} `), ...quoteRuns(entry.text, kind)],
    }),
    new Paragraph({
      style: 'Note',
      keepLines: true,
      children: [
        text(`${attribution}, ${source.charAt(0).toLowerCase()}${source.slice(1)}${label}. `),
        text(`${said.citedBy(citing.map(({ number, role }) => `${number} (${role})`))}. `),
        new ExternalHyperlink({
          link: url,
          children: [new TextRun({ text: url, style: 'Hyperlink' })],
        }),
      ],
    }),
  ];
}

function chapter(words: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    pageBreakBefore: true,
    children: [text(words)],
  });
}

function section(words: string, anchor?: string): Paragraph {
  const child = anchor === undefined ? text(words) : anchored(anchor, words);
  return new Paragraph({ heading: HeadingLevel.HEADING_2, children: [child] });
}

function plain(words: string): Paragraph {
  return styled('Normal', [text(words)]);
}

function bullet(words: string): Paragraph {
  return new Paragraph({ bullet: { level: 0 }, children: [text(words)] });
}

function styled(
  style: string,
  children: readonly ParagraphChild[],
  options: { readonly keepNext?: boolean } = {},
): Paragraph {
  return new Paragraph({ style, ...options, children: [...children] });
}

function anchored(anchor: string, words: string): Bookmark {
  return new Bookmark({ id: anchor, children: [text(words)] });
}

/** Words of people and of the store: whatever XML cannot hold is taken out first. */
function text(
  words: string,
  options: { readonly bold?: boolean; readonly style?: string } = {},
): TextRun {
  return new TextRun({ text: cleanText(words), ...options });
}

/** A wide first column, and the others alike. */
function evenWidths(columns: number): number[] {
  const first = columns > 5 ? 25 : 40;
  return [first, ...Array.from({ length: columns }, () => (100 - first) / columns)];
}

/** Up to so many rows, a table is not parted between two pages. */
const ROWS_KEPT_TOGETHER = 8;

const THIN = { style: BorderStyle.SINGLE, size: 4, color: RULE };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** A table whose head comes back on every page; widths in hundredths of the text's. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): Table {
  const twips = widths.map((share) => Math.round((share * TEXT_WIDTH) / 100));
  const isKept = rows.length <= ROWS_KEPT_TOGETHER;
  const cell = (words: string, index: number, isHead: boolean, keepNext = isHead) =>
    new TableCell({
      width: { size: twips[index] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      ...(isHead && { shading: { type: ShadingType.CLEAR, fill: WASH } }),
      children: words
        .split('\n')
        .map((line) => styled(isHead ? 'TableHead' : 'TableText', [text(line)], { keepNext })),
    });
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: twips,
    borders: {
      top: THIN,
      bottom: THIN,
      left: NONE,
      right: NONE,
      insideHorizontal: THIN,
      insideVertical: NONE,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((words, index) => cell(words, index, true)),
      }),
      ...rows.map(
        (row, rowIndex) =>
          new TableRow({
            cantSplit: true,
            children: row.map((words, index) =>
              cell(words, index, false, isKept && rowIndex < rows.length - 1),
            ),
          }),
      ),
    ],
  });
}
