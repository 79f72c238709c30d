/** Where a quote stands in its source: UTF-16 offsets, as everywhere. */
export interface SourceSpan {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface LiteralCheck {
  /** Identical, code unit by code unit. */
  readonly isLiteral: boolean;
  /** Identical once both are composed (NFC): the same letters, written in other bytes. */
  readonly isSameInNfc: boolean;
  /** Null when identical. */
  readonly difference: Difference | null;
}

/** The first place where quote and source part, in UTF-16 units of the quote, with what each has there. */
export interface Difference {
  readonly at: number;
  readonly quote: string;
  readonly source: string;
}

const CONTEXT = 12;

/** Compares a quote with its source, character by character: checked at each reading, never trusted. */
export function checkLiteral(quote: string, span: SourceSpan): LiteralCheck {
  const source = span.text.slice(span.start, span.end);
  if (quote === source) return { isLiteral: true, isSameInNfc: true, difference: null };
  const at = firstDifference(quote, source);
  return {
    isLiteral: false,
    isSameInNfc: quote.normalize('NFC') === source.normalize('NFC'),
    difference: { at, quote: excerpt(quote, at), source: excerpt(source, at) },
  };
}

/** Never between the two halves of a character: steps back onto its first half. */
function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  const isInside = (text: string) => /[\uDC00-\uDFFF]/.test(text.charAt(at));
  return at > 0 && (isInside(a) || isInside(b)) ? at - 1 : at;
}

const excerpt = (text: string, at: number) =>
  text.slice(at, at + CONTEXT).replace(/[\uD800-\uDBFF]$/, '');
