import {
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { resultMessages } from '../../../views/messages/survey-results.ts';
import type { CountTable, ReleasePage } from '../../../views/survey-results/page.ts';
import { cleanText } from '../read/encoding.ts';
import { sealDocx } from './sealDocx.ts';
import { styles, WASH } from './styles.ts';

const said = resultMessages.note;

/** Results as they may leave the mission, as plain data. */
export interface ResultsNote {
  readonly survey: string;
  readonly mission: string;
  readonly isDemonstration: boolean;
  /** Responses, invitations, rate: what everything stands on. */
  readonly standing: readonly string[];
  readonly rules: readonly string[];
  readonly sections: ReleasePage['sections'];
  /** Epoch milliseconds: when the last answer came. */
  readonly asOf: number;
}

/** The note as a Word document; the same note gives the same bytes. */
export async function writeResultsNote(note: ResultsNote): Promise<Buffer> {
  const document = new Document({
    title: `${said.kicker} – ${note.survey}`,
    creator: 'Constat',
    lastModifiedBy: 'Constat',
    styles,
    features: { updateFields: false },
    sections: [
      {
        properties: { page: { margin: { top: 1_200, bottom: 1_200, left: 1_200, right: 1_200 } } },
        footers: { default: footer(note) },
        children: [...cover(note), ...note.sections.flatMap(section)],
      },
    ],
  });
  return sealDocx(await Packer.toBuffer(document), note.asOf);
}

type Block = Paragraph | Table;

function footer({ survey }: ResultsNote): Footer {
  const children = [said.page(survey), PageNumber.CURRENT, said.pageOf, PageNumber.TOTAL_PAGES];
  return new Footer({
    children: [new Paragraph({ style: 'Note', children: [new TextRun({ children })] })],
  });
}

function cover(note: ResultsNote): Block[] {
  return [
    styled('Kicker', `${said.kicker} – ${note.mission}`),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [words(note.survey)] }),
    ...(note.isDemonstration ? [styled('Note', said.demonstration)] : []),
    ...note.standing.map((sentence) => styled('Lead', sentence)),
    ...note.rules.map((rule) => styled('Note', rule)),
  ];
}

function section({ title, questions }: ReleasePage['sections'][number]): Block[] {
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [words(title)] }),
    ...questions.flatMap(question),
  ];
}

function question({
  label,
  tables,
  facts,
  notes,
}: ReleasePage['sections'][number]['questions'][number]): Block[] {
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, keepNext: true, children: [words(label)] }),
    ...tables.flatMap(countTables),
    ...facts.map(({ label: name, value }) => styled('Normal', `${name}\u00a0: ${value}`)),
    ...notes.map((note) => styled('Note', note)),
  ];
}

/** As many groups as a page is wide. */
const GROUPS_ACROSS = 6;
const FIRST_WIDTH = 2_600;
const TEXT_WIDTH = 11_906 - 2_400;

/** Answers go down and groups across: names of answers are long. */
function countTables(counts: CountTable): Block[] {
  const { label, columns, rows, corner } = counts;
  if (columns.length === 1) {
    const lines = rows.map((row) => [row.label, ...row.cells.map(({ text }) => text)]);
    return [table([[corner, ...columns], ...lines]), styled('Gap', '')];
  }
  const parts = Math.ceil(rows.length / GROUPS_ACROSS);
  const tables = Array.from({ length: parts }, (_, part) => {
    const across = rows.slice(part * GROUPS_ACROSS, (part + 1) * GROUPS_ACROSS);
    const head = ['', ...across.map((row) => row.label)];
    const body = columns.map((column, index) => [
      column,
      ...across.map(({ cells }) => cells[index]?.text ?? ''),
    ]);
    return [table([head, ...body]), styled('Gap', '')];
  });
  return [
    ...(label === null
      ? []
      : [
          new Paragraph({
            heading: HeadingLevel.HEADING_3,
            keepNext: true,
            children: [words(label)],
          }),
        ]),
    ...tables.flat(),
  ];
}

function table(lines: readonly (readonly string[])[]): Table {
  const columns = lines[0]?.length ?? 1;
  const other = Math.round((TEXT_WIDTH - FIRST_WIDTH) / Math.max(columns - 1, 1));
  const widths = Array.from({ length: columns }, (_, index) => (index === 0 ? FIRST_WIDTH : other));
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: lines.map(
      (cells, row) =>
        new TableRow({
          tableHeader: row === 0,
          cantSplit: true,
          children: cells.map(
            (cell, index) =>
              new TableCell({
                width: { size: widths[index] ?? other, type: WidthType.DXA },
                margins: { top: 40, bottom: 40, left: 80, right: 80 },
                ...(row === 0 && { shading: { type: ShadingType.CLEAR, fill: WASH } }),
                children: [
                  new Paragraph({
                    style: row === 0 ? 'TableHead' : 'TableText',
                    keepNext: row < lines.length - 1,
                    children: [words(cell)],
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

const styled = (style: string, text: string) => new Paragraph({ style, children: [words(text)] });

/** Words of people: whatever XML cannot hold is taken out first. */
const words = (text: string) => new TextRun({ text: cleanText(text) });
