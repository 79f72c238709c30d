import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { createLineReader, tokensOfLine } from '../../analysis/words.ts';
import type { Command, ExitCode } from './command.ts';
import { openOutput } from './output.ts';

export const tokens: Command = {
  name: 'tokens',
  help: `constat tokens --input FICHIER.txt --json SORTIE.jsonl

  Découpe chaque ligne d’un texte (UTF-8) en mots, et écrit pour chacune un
  tableau JSON de {"start","end","form","lemma","pos"}. start et end comptent
  les unités UTF-16 de la ligne telle qu’elle est écrite.

  --input  le texte, une ligne par énoncé
  --json   où écrire le résultat ; « - » pour la sortie standard`,
  run: runTokens,
};

async function runTokens(argv: string[]): Promise<ExitCode> {
  const request = readRequest(argv);
  if (typeof request === 'string') return complain(`${request}\n\n${tokens.help}`, 2);
  const output = await openOutput(request.json);
  if (typeof output === 'string') return complain(output, 1);
  try {
    const refusal = await output.write(readTokens(request.input));
    return refusal === null ? 0 : complain(refusal, 1);
  } catch (error) {
    return complain(`Le fichier ${request.input} ${reasonOf(error)}`, 1);
  }
}

interface Request {
  readonly input: string;
  readonly json: string;
}

/** The request, or what is wrong with it. */
function readRequest(argv: string[]): Request | string {
  const options = readOptions(argv);
  if (typeof options === 'string') return options;
  const { input, json } = options;
  if (input === undefined) return 'Il manque --input.';
  if (json === undefined) return 'Il manque --json.';
  return { input, json };
}

function readOptions(argv: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: argv, options: { input: text, json: text } }).values;
  } catch {
    return 'Une option est inconnue ou incomplète.';
  }
}

/** One line of JSON a line of text, many lines at a time. */
async function* readTokens(input: string): AsyncGenerator<string> {
  const reader = createLineReader();
  let pending = '';
  for await (const line of linesOf(input)) {
    pending += `${JSON.stringify(tokensOfLine(line, reader))}\n`;
    if (pending.length < WRITTEN_AT_ONCE) continue;
    yield pending;
    pending = '';
  }
  yield pending;
}

const WRITTEN_AT_ONCE = 1 << 18;

/** Lines of a UTF-8 file, without their ends; what follows the last line end is a line unless empty. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const bytes of createReadStream(path)) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.replace(/\r$/, '');
}

function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'n’est pas en UTF-8 : enregistrez-le dans ce codage.';
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing ? 'n’existe pas.' : 'ne peut pas être lu.';
}

function complain(message: string, code: ExitCode): ExitCode {
  process.stderr.write(`${message}\n`);
  return code;
}
