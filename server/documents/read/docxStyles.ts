import { type Archive, readPart } from './archive.ts';
import type { Budget } from './limits.ts';

/** What a style says of its text, its ancestors included; undefined where none of them says it. */
export interface DocxStyle {
  readonly headingLevel?: number | undefined;
  readonly isBold?: boolean | undefined;
  readonly isHidden?: boolean | undefined;
  /** A line of a generated table of contents. */
  readonly isContents?: boolean | undefined;
  readonly listId?: string | undefined;
  readonly listLevel?: number | undefined;
}

interface DeclaredStyle extends DocxStyle {
  readonly name: string;
  readonly basedOn?: string | undefined;
}

const MAX_STYLE_DEPTH = 20;

export async function readDocxStyles(
  archive: Archive,
  part: string,
  budget: Budget,
): Promise<(id: string | undefined) => DocxStyle> {
  const declared = await readDeclared(archive, part, budget);
  const resolved = new Map<string, DocxStyle>();
  return (id) => {
    if (id === undefined) return {};
    const known = resolved.get(id) ?? resolve(id, declared);
    resolved.set(id, known);
    return known;
  };
}

async function readDeclared(
  archive: Archive,
  part: string,
  budget: Budget,
): Promise<ReadonlyMap<string, DeclaredStyle>> {
  const styles = new Map<string, DeclaredStyle>();
  let id: string | undefined;
  let current: { -readonly [Key in keyof DeclaredStyle]: DeclaredStyle[Key] } = { name: '' };
  await readPart(
    archive,
    part,
    {
      open(name, attribute) {
        const value = attribute('w:val');
        if (name === 'w:style') {
          id = attribute('w:styleId');
          current = { name: '' };
        }
        if (name === 'w:name') current.name = value ?? '';
        if (name === 'w:basedOn') current.basedOn = value;
        if (name === 'w:outlineLvl') current.headingLevel = headingLevel(value);
        if (name === 'w:b') current.isBold = isOn(value);
        if (name === 'w:vanish') current.isHidden = isOn(value);
        if (name === 'w:numId') current.listId = value;
        if (name === 'w:ilvl') current.listLevel = Number(value);
      },
      close(name) {
        if (name === 'w:style' && id !== undefined) styles.set(id, current);
      },
    },
    budget,
  );
  return styles;
}

function resolve(id: string, declared: ReadonlyMap<string, DeclaredStyle>): DocxStyle {
  const resolved: { -readonly [Key in keyof DocxStyle]: DocxStyle[Key] } = {};
  let next: string | undefined = id;
  for (let depth = 0; next !== undefined && depth < MAX_STYLE_DEPTH; depth++) {
    const style = declared.get(next);
    if (style === undefined) break;
    resolved.headingLevel ??= style.headingLevel ?? levelByName(style.name);
    resolved.isBold ??= style.isBold;
    resolved.isHidden ??= style.isHidden;
    resolved.isContents ??= /^(?:toc|tm) ?\d$/iu.test(style.name) || undefined;
    resolved.listId ??= style.listId;
    resolved.listLevel ??= style.listLevel;
    next = style.basedOn;
  }
  return resolved;
}

/** Word keeps its own style names in English; other programs write them in their language. */
function levelByName(name: string): number | undefined {
  if (/^(?:title|titre)$/iu.test(name)) return 1;
  const level = /^(?:heading|titre)\s*(?<level>[1-9])$/iu.exec(name)?.groups?.level;
  return level === undefined ? undefined : Number(level);
}

/** Outline levels count from 0; 9 is body text. */
export function headingLevel(outline: string | undefined): number | undefined {
  const level = Number(outline);
  return outline !== undefined && level >= 0 && level < 9 ? level + 1 : undefined;
}

/** A property without value is on. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(?:0|false|off|none)$/u.test(value);
}
