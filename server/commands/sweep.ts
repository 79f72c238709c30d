import { parseArgs } from 'node:util';
import type { Unit } from '../../analysis/corpus.ts';
import { DEFAULT_SETTINGS } from '../../analysis/settings.ts';
import type { CellResult, Floor, SweepCell } from '../../analysis/sweep.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { readCorpus } from '../documents/read/readCorpus.ts';
import { runSweep } from '../jobs/sweep.ts';
import type { Command, ExitCode } from './command.ts';
import { openOutput } from './output.ts';

export const sweepCommand: Command = {
  name: 'sweep',
  help: `constat sweep --input CHEMIN --json SORTIE [--text CHAMP --id CHAMP]
              [--unit segment|contribution] [--methods reinert,mixture]
              [--classes 4-8] [--segment-words 25,40,60] [--floors auto,half,double]
              [--seed N] [--no-bootstrap]

  Compare des réglages sur un corpus, lu une seule fois : chaque combinaison
  est l’analyse qu’elle donnerait, classée et jugée.

  --input    comme pour constat analyse
  --methods  parmi reinert, double et mixture (reinert,mixture par défaut)
  --classes  nombres de thèmes, de … à … (4-8 par défaut), ou un seul
  --segment-words  mots que vise un segment, de 5 à 500 (40 par défaut)
  --floors   en combien d’unités une forme doit se trouver : auto (par
             défaut), half (la moitié), double, ou un nombre
  --seed     graine des tirages au sort (1 par défaut)
  --no-bootstrap  ne mesure pas la solidité : plus court
  --json     où écrire un tableau JSON, un objet par réglage ; « - » pour la
             sortie standard. Interrompue (Ctrl+C), la commande écrit ce qui
             est mesuré`,
  run: runSweepCommand,
};

async function runSweepCommand(argv: string[]): Promise<ExitCode> {
  const request = readRequest(argv);
  if (typeof request === 'string') return complain(`${request}\n\n${sweepCommand.help}`, 2);
  const output = await openOutput(request.json);
  if (typeof output === 'string') return complain(output, 1);
  const { input, text, id, unit, cells, bootstraps } = request;
  const read = await readCorpus(input, { textField: text, idField: id });
  for (const remark of [...read.problems, ...read.warnings]) say(documentSentence(remark));
  const { contributions } = read;
  if (contributions.length === 0) return complain('Aucun texte n’a pu être lu.', 1);

  const found: (SweepCell & { readonly result: CellResult })[] = [];
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop);
  const settings = { unit, bootstraps };
  const isWhole = await runSweep(
    { contributions, settings, cells, before: [], known: new Map() },
    {
      signal: abort.signal,
      onBegun: () => {},
      onCell(place, result) {
        found.push({ ...cells[place], result });
        say(`${found.length} / ${cells.length} réglages mesurés`);
      },
    },
  ).then(
    () => true,
    (error: unknown) => {
      if (abort.signal.aborted) return false;
      throw error;
    },
  );
  process.off('SIGINT', stop);
  const refusal = await output.write([`${JSON.stringify(found.map(toLine))}\n`]);
  if (refusal !== null) return complain(refusal, 1);
  return isWhole ? 0 : complain('Interrompue : seul ce qui était mesuré est écrit.', 1);
}

/** The setting as asked, the floor as a number of units, and what was found. */
const toLine = ({ result, floor: _, ...cell }: SweepCell & { readonly result: CellResult }) => {
  const { classes: foundClasses, likeness: _likeness, survivals: _survivals, ...figures } = result;
  return { ...cell, foundClasses, ...figures };
};

interface Request {
  readonly input: string;
  readonly json: string;
  readonly text: string | undefined;
  readonly id: string | undefined;
  readonly unit: Unit;
  readonly bootstraps: number;
  readonly cells: readonly SweepCell[];
}

const METHODS = ['reinert', 'double', 'mixture'] as const;
const FLOORS = ['auto', 'half', 'double'] as const;

/** The request, or what is wrong with it. */
function readRequest(argv: string[]): Request | string {
  const options = readOptions(argv);
  if (typeof options === 'string') return options;
  const { input, json, text, id, unit = 'segment', seed = '1' } = options;
  if (input === undefined) return 'Il manque --input.';
  if (json === undefined) return 'Il manque --json.';
  if (unit !== 'segment' && unit !== 'contribution')
    return '--unit attend « segment » ou « contribution ».';
  const methods = readList(options.methods ?? 'reinert,mixture', (word) =>
    METHODS.find((method) => method === word),
  );
  if (methods === null) return `--methods attend une liste parmi ${METHODS.join(', ')}.`;
  const counts = readRange(options.classes ?? '4-8');
  if (counts === null) return '--classes attend un nombre, ou deux comme 4-8, de 2 à 100.';
  const sizes = readList(options['segment-words'] ?? '40', (word) => readWhole(word, 5, 500));
  if (sizes === null) return '--segment-words attend des nombres entiers, de 5 à 500.';
  const floors = readList(
    options.floors ?? 'auto',
    (word): Floor | undefined =>
      FLOORS.find((floor) => floor === word) ?? readWhole(word, 1, 1_000_000),
  );
  if (floors === null) return '--floors attend auto, half, double ou des nombres entiers.';
  const seeded = readWhole(seed, 0, Number.MAX_SAFE_INTEGER);
  if (seeded === undefined) return '--seed attend un nombre entier, 0 ou plus.';
  const cells = methods.flatMap((method) =>
    sizes.flatMap((segmentWords) =>
      floors.flatMap((floor) =>
        counts.map((classes) => ({ method, classes, segmentWords, floor, seed: seeded })),
      ),
    ),
  );
  const bootstraps = options['no-bootstrap'] ? 0 : DEFAULT_SETTINGS.bootstraps;
  return { input, json, text, id, unit, bootstraps, cells };
}

function readOptions(argv: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: argv,
      options: {
        input: text,
        json: text,
        text,
        id: text,
        unit: text,
        methods: text,
        classes: text,
        'segment-words': text,
        floors: text,
        seed: text,
        'no-bootstrap': { type: 'boolean' },
      },
    }).values;
  } catch {
    return 'Une option est inconnue ou incomplète.';
  }
}

/** Words between commas, each once; null where one of them says nothing. */
function readList<Value>(typed: string, read: (word: string) => Value | undefined): Value[] | null {
  const values = [...new Set(typed.split(',').map((word) => word.trim()))].map(read);
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : null;
}

function readRange(typed: string): number[] | null {
  const [from = '', to = from, ...others] = typed.split('-').map((word) => word.trim());
  const [first, last] = [readWhole(from, 2, 100), readWhole(to, 2, 100)];
  if (first === undefined || last === undefined || last < first || others.length > 0) return null;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function readWhole(word: string, least: number, most: number): number | undefined {
  const value = Number(word);
  return /^\d+$/.test(word) && value >= least && value <= most ? value : undefined;
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

function complain(message: string, code: ExitCode): ExitCode {
  say(message);
  return code;
}
