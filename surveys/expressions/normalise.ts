import { parseExpression } from './grammar.ts';
import { ExpressionError } from './tokens.ts';

/**
 * Expressions as people type them in spreadsheets, where quotes turn typographic and signs come back escaped:
 * put right only where they can't be read as they are, so that a quote inside a text is never touched.
 */
export function normaliseExpression(source: string): string {
  const trimmed = source.replace(/[\u00a0\u202f\s]+/g, ' ').trim();
  if (isReadable(trimmed)) return trimmed;
  const attempts = [unescaped(trimmed), straight(unescaped(trimmed))];
  return attempts.find(isReadable) ?? trimmed;
}

function unescaped(source: string): string {
  return source
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function straight(source: string): string {
  return source.replace(/[‘’‚‛′]/g, "'").replace(/[“”„‟″«»]/g, '"');
}

function isReadable(source: string): boolean {
  try {
    parseExpression(source);
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}
