import { type ZipEntry, zip } from './zip.ts';

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A Word file around the XML of a body, with whatever other parts a test needs. */
export function docxAround(body: string, others: readonly ZipEntry[] = [], prologue = ''): Buffer {
  return zip([
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?>${prologue}<w:document xmlns:w="${W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>${body}</w:body></w:document>`,
    },
    ...others,
  ]);
}

/** A part of a Word file: styles, numbering, footnotes… */
export function wordPart(name: string, root: string, content: string): ZipEntry {
  return { name: `word/${name}.xml`, content: `<w:${root} xmlns:w="${W}">${content}</w:${root}>` };
}

export function wordParagraph(text: string, properties = '', runProperties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${runProperties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

const ODF = 'urn:oasis:names:tc:opendocument:xmlns';

/** An OpenDocument text around the XML of a body. */
export function odtAround(
  body: string,
  styles = '',
  others: readonly ZipEntry[] = [],
  kind = 'text',
): Buffer {
  return zip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
    {
      name: 'content.xml',
      content: `<office:document-content xmlns:office="${ODF}:office:1.0" xmlns:text="${ODF}:text:1.0" xmlns:style="${ODF}:style:1.0" xmlns:table="${ODF}:table:1.0" xmlns:fo="${ODF}:xsl-fo-compatible:1.0"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    },
    ...others,
  ]);
}

const X = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface TestSheet {
  readonly name: string;
  /** XML of the rows. */
  readonly rows: string;
  readonly isHidden?: boolean;
}

/** An Excel workbook around the XML of its sheets' rows. */
export function xlsxAround(
  sheets: readonly TestSheet[],
  strings: readonly string[] = [],
  styles = '',
): Buffer {
  const list = sheets
    .map(
      ({ name, isHidden }, index) =>
        `<sheet name="${name}" sheetId="${index + 1}" r:id="s${index}"${isHidden ? ' state="hidden"' : ''}/>`,
    )
    .join('');
  return zip([
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${X}" xmlns:r="${OFFICE}"><sheets>${list}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${RELATIONSHIPS}">${sheets.map((_, index) => `<Relationship Id="s${index}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${X}">${strings.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('')}</sst>`,
    },
    { name: 'xl/styles.xml', content: `<styleSheet xmlns="${X}">${styles}</styleSheet>` },
    ...sheets.map(({ rows }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet xmlns="${X}"><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData></worksheet>`,
    })),
  ]);
}
