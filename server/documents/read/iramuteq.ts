import { cleanText, type DecodedText } from './encoding.ts';
import { distinctIds, type PlacedContribution } from './identifiers.ts';
import type { Budget } from './limits.ts';
import { problem, refuse } from './problem.ts';
import { type CollectionDocument, type DocumentProblem, stemOf } from './reading.ts';

/**
 * IRaMuTeQ and ALCESTE: a text begins at a line « **** *variable_value *variable_value », or « 0001 *variable_value ».
 * A line « -*theme » divides a text by theme; it is dropped, and the text stays one contribution.
 */
export function readIramuteq(
  decoded: DecodedText,
  fileName: string,
  budget: Budget,
): CollectionDocument {
  const { texts, problems } = divide(cleanText(decoded.text), budget);
  const idVariable = identifyingVariable(texts);
  const placed = texts.map((text, index): PlacedContribution => {
    const value = idVariable === undefined ? undefined : text.metadata[idVariable];
    return {
      id: value === undefined ? `text-${index + 1}` : `${idVariable}_${value}`,
      text: text.lines.join('\n').trim(),
      metadata: text.metadata,
      line: text.line,
    };
  });
  const filled = placed.filter((contribution) => contribution.text !== '');
  const empty = placed.filter((contribution) => contribution.text === '');
  const distinct = distinctIds(filled);
  return {
    kind: 'collection',
    format: 'iramuteq',
    title: stemOf(fileName),
    contributions: distinct.contributions,
    encoding: decoded.encoding,
    problems: [
      ...problems,
      ...empty.map(({ line }) => problem('emptyText', {}, line === undefined ? {} : { line })),
      ...distinct.problems,
    ],
    warnings: decoded.warnings,
  };
}

interface StarredText {
  readonly line: number;
  readonly metadata: Record<string, string>;
  readonly lines: string[];
}

const HEADER = /^(?:\*{4}|\d{4}(?=\s+\*))(?:\s+(?<stars>.*))?$/u;
const THEME = /^-\*\S+\s*$/u;

function divide(
  text: string,
  budget: Budget,
): { readonly texts: readonly StarredText[]; readonly problems: readonly DocumentProblem[] } {
  const texts: StarredText[] = [];
  const problems: DocumentProblem[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const header = HEADER.exec(line.trim());
    const current = texts.at(-1);
    if (header) {
      if (texts.length >= budget.limits.maxRows)
        refuse('tooManyRows', { limit: budget.limits.maxRows });
      texts.push({ line: index + 1, metadata: readStars(header.groups?.stars ?? ''), lines: [] });
    } else if (current) {
      if (!THEME.test(line)) current.lines.push(line);
    } else if (line.trim() !== '' && problems.length === 0) {
      problems.push(problem('textBeforeHeader', {}, { line: index + 1 }));
    }
  }
  return { texts, problems };
}

/** « *region_Grand-Est » says region: Grand-Est; a star without value (« *pilote ») stands for itself. */
function readStars(stars: string): Record<string, string> {
  return Object.fromEntries(
    stars
      .split(/\s+/u)
      .filter((star) => star.length > 1 && star.startsWith('*'))
      .map((star) => {
        const body = star.slice(1);
        const cut = body.indexOf('_');
        return cut > 0 && cut < body.length - 1
          ? [body.slice(0, cut), body.slice(cut + 1)]
          : [body, body];
      }),
  );
}

/** The first variable that every text has and that no two texts share: it is the input's own identifier. */
function identifyingVariable(texts: readonly StarredText[]): string | undefined {
  const first = texts[0];
  if (first === undefined || texts.length < 2) return undefined;
  return Object.keys(first.metadata).find((name) => {
    const values = texts.flatMap((text) => text.metadata[name] ?? []);
    return values.length === texts.length && new Set(values).size === texts.length;
  });
}
