import { AlignmentType, BorderStyle, type IStylesOptions, LineRuleType } from 'docx';

export const INK = '1B1F24';
export const SOFT_INK = '4A525C';
export const ACCENT = '1F4E79';
export const NEGATIVE = '8C2332';
export const RULE = 'C9CED4';
export const WASH = 'F3F6F9';

const TEXT_FONT = 'Georgia';
const LABEL_FONT = 'Arial';

const points = (size: number) => size * 2;
const space = (before: number, after: number) => ({ before: before * 20, after: after * 20 });

/** Real Word styles, so that whoever opens the document can restyle it whole. */
export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: TEXT_FONT, size: points(10.5), color: INK, language: { value: 'fr-FR' } },
      paragraph: { spacing: { ...space(0, 6), line: 290, lineRule: LineRuleType.AUTO } },
    },
    title: {
      run: { font: TEXT_FONT, size: points(28), color: INK },
      paragraph: { spacing: space(0, 12), keepNext: true },
    },
    heading1: heading(18, ACCENT, space(0, 10), 0),
    heading2: heading(14, INK, space(18, 6), 1),
    heading3: heading(12, ACCENT, space(14, 4), 2),
    hyperlink: { run: { color: ACCENT, underline: {} } },
  },
  paragraphStyles: [
    {
      id: 'Kicker',
      name: 'Surtitre',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { font: LABEL_FONT, size: points(9), bold: true, color: SOFT_INK, characterSpacing: 20 },
      paragraph: { spacing: space(0, 4) },
    },
    {
      id: 'Lead',
      name: 'Chapeau',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { size: points(12), color: SOFT_INK },
      paragraph: { spacing: space(0, 10) },
    },
    {
      id: 'Note',
      name: 'Précision',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { font: LABEL_FONT, size: points(8.5), color: SOFT_INK },
      paragraph: { spacing: space(2, 6) },
    },
    {
      id: 'Gap',
      name: 'Intervalle',
      basedOn: 'Normal',
      run: { size: points(4) },
      paragraph: { spacing: { before: 0, after: 0, line: 100, lineRule: LineRuleType.EXACT } },
    },
    boxed('Verbatim', 'Verbatim', ACCENT),
    boxed('CounterVoice', 'Voix contraire', NEGATIVE),
    {
      id: 'TableText',
      name: 'Texte de tableau',
      basedOn: 'Normal',
      quickFormat: true,
      run: { font: LABEL_FONT, size: points(8.5) },
      paragraph: { spacing: space(2, 2), alignment: AlignmentType.LEFT },
    },
    {
      id: 'TableHead',
      name: 'Tête de tableau',
      basedOn: 'TableText',
      quickFormat: true,
      run: { bold: true, color: SOFT_INK },
    },
    contentsLevel(1, 0, true),
    contentsLevel(2, 240, false),
    contentsLevel(3, 480, false),
  ],
  characterStyles: [
    {
      id: 'Attribution',
      name: 'Attribution',
      run: { font: LABEL_FONT, size: points(8.5), bold: true, color: SOFT_INK },
    },
  ],
};

function heading(
  size: number,
  color: string,
  spacing: { before: number; after: number },
  level: number,
) {
  return {
    run: { font: TEXT_FONT, size: points(size), bold: level > 0, color },
    paragraph: { spacing, keepNext: true, keepLines: true, outlineLevel: level },
  };
}

/** A quote in its box: rule on the left, pale ground, never parted from its attribution. */
function boxed(id: string, name: string, color: string) {
  const edge = { style: BorderStyle.SINGLE, size: 4, color: WASH, space: 6 };
  return {
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    run: { size: points(10.5) },
    paragraph: {
      spacing: space(0, 0),
      indent: { left: 240, right: 240 },
      keepLines: true,
      shading: { fill: WASH },
      border: {
        left: { style: BorderStyle.SINGLE, size: 18, color, space: 8 },
        top: edge,
        bottom: edge,
      },
    },
  };
}

function contentsLevel(level: number, left: number, bold: boolean) {
  return {
    id: `TOC${level}`,
    name: `toc ${level}`,
    basedOn: 'Normal',
    next: 'Normal',
    run: { font: LABEL_FONT, size: points(level === 1 ? 10 : 9), bold },
    paragraph: { spacing: space(level === 1 ? 6 : 1, 1), indent: { left } },
  };
}
