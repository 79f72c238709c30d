import { type Token, tokenize } from '../expressions/tokens.ts';

/** Where a question stands in a form: the names of its groups, then its own. */
export type FormPath = readonly string[];

/**
 * Paths through a form's groups, as `../zone`, `/data/zone` or `current()/../zone`, turned into `${zone}`: the
 * same answer, however the questionnaire is laid out in pages. What leads to no question is left as it is.
 */
export function resolvePaths(
  source: string,
  from: FormPath,
  nameAt: (path: FormPath) => string | undefined,
): { readonly source: string; readonly lost: readonly string[] } {
  const tokens = tokenize(source);
  const lost: string[] = [];
  let resolved = '';
  let copied = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const found = pathAt(tokens, index, from);
    if (!found) continue;
    const start = tokens[index]?.at ?? 0;
    const end = endOf(tokens[found.last]);
    const name = nameAt(found.path);
    if (name === undefined) lost.push(source.slice(start, end));
    resolved +=
      source.slice(copied, start) + (name === undefined ? source.slice(start, end) : `\${${name}}`);
    copied = end;
    index = found.last;
  }
  return { source: resolved + source.slice(copied), lost };
}

type Found = { readonly path: string[]; readonly last: number };

function pathAt(tokens: readonly Token[], index: number, from: FormPath): Found | undefined {
  if (isOperand(tokens[index - 1])) return undefined;
  const text = (at: number) => (tokens[at]?.kind === 'mark' ? tokens[at]?.text : undefined);
  if (text(index) === '/') return stepsFrom(tokens, index + 1, [], true);
  if (text(index) === '..') return stepsFrom(tokens, index, [...from], false);
  const isCurrent =
    tokens[index]?.text === 'current' && text(index + 1) === '(' && text(index + 2) === ')';
  if (isCurrent && text(index + 3) === '/') return stepsFrom(tokens, index + 4, [...from], false);
  return undefined;
}

/** Follows `..` and names as far as they go; only a path that ends on a name is one. */
function stepsFrom(
  tokens: readonly Token[],
  index: number,
  start: string[],
  isAbsolute: boolean,
): Found | undefined {
  const path = start;
  let at = index;
  for (;;) {
    const token = tokens[at];
    if (token?.kind === 'mark' && token.text === '..') path.pop();
    else if (token?.kind === 'name') path.push(token.text);
    else return undefined;
    const next = tokens[at + 1];
    if (next?.kind !== 'mark' || next.text !== '/') break;
    at += 2;
  }
  const isPlain =
    tokens[at]?.kind === 'name' && tokens[at + 1]?.text !== '[' && tokens[at + 1]?.text !== '(';
  if (!isPlain) return undefined;
  // The first step of an absolute path is the form itself, whatever its name.
  return { path: isAbsolute ? path.slice(1) : path, last: at };
}

function isOperand(token: Token | undefined): boolean {
  if (!token) return false;
  if (['number', 'string', 'name', 'reference'].includes(token.kind)) return true;
  return token.kind === 'mark' && [')', ']', '.', '..', '/', '::'].includes(token.text);
}

function endOf(token: Token | undefined): number {
  return token ? token.at + token.text.length : 0;
}
