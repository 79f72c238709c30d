import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { BooleanMatrix } from '../../analysis/math/matrix.ts';
import { type MatrixMarketFault, readMatrixMarket } from '../../analysis/math/matrixMarket.ts';
import { peakMemoryMb } from '../../analysis/meter.ts';
import { DEFAULT_SETTINGS } from '../../analysis/settings.ts';
import {
  classifyDouble,
  DOUBLE_SETTINGS,
  type DoubleReinert,
} from '../../analysis/steps/doubleReinert.ts';
import { classifyReinert, type Reinert } from '../../analysis/steps/reinert.ts';
import type { Command, ExitCode } from './command.ts';
import { openOutput } from './output.ts';

export const classify: Command = {
  name: 'classify',
  help: `constat classify --matrix FICHIER.mtx --classes K --json SORTIE
                 [--contingency 0.3] [--min-count 3] [--min-split 5]
                 [--double 10,15 --contributions FICHIER.txt [--min-members 10]]

  Classification descendante de Reinert d’un tableau segments × formes
  (MatrixMarket, « coordinate »), sans serveur.

  --matrix       le tableau ; une ligne par segment, une colonne par forme
  --classes      nombre de classes, 2 ou plus
  --contingency  coefficient de contingence au-delà duquel une forme n’est
                 transmise qu’à la classe où elle est sur-représentée
  --min-count    effectif minimal d’une forme pour être transmise à une classe
  --min-split    taille minimale d’une classe pour être divisée
  --double       classification double : deux classifications des mêmes segments,
                 réunis jusqu’à tenir au moins tant de formes, et ce que les
                 deux disent ; ses partitions s’ajoutent au résultat
  --contributions  de quelle contribution vient chaque ligne du tableau, une par ligne
  --min-members  effectif minimal d’une classe croisée
  --json         où écrire le résultat ; « - » pour la sortie standard`,
  run: runClassify,
};

async function runClassify(argv: string[]): Promise<ExitCode> {
  const request = readRequest(argv);
  if (typeof request === 'string') return complain(`${request}\n\n${classify.help}`, 2);
  const output = await openOutput(request.json);
  if (typeof output === 'string') return complain(output, 1);
  const start = performance.now();
  const bytes = await readFile(request.matrix).catch(() => null);
  if (bytes === null) return complain(`Le fichier ${request.matrix} ne peut pas être lu.`, 1);
  const result = readMatrixMarket(bytes);
  if (!result.ok) {
    return complain(`${request.matrix}, ligne ${result.line} : ${FAULTS[result.reason]}`, 1);
  }
  const { matrix } = result;
  const found = classifyReinert(matrix, request.classes, request.settings);
  const double = request.double && (await classifyTwice(matrix, request, request.double));
  if (typeof double === 'string') return complain(double, 1);
  const seconds = Math.round(performance.now() - start) / 1000;
  const refusal = await output.write([`${toReport(found, double, seconds)}\n`]);
  return refusal === null ? 0 : complain(refusal, 1);
}

/** What both classifications say, or what is wrong with the list of contributions. */
async function classifyTwice(matrix: BooleanMatrix, request: Request, double: Double) {
  const { contributions: path, sizes, minimumMembers } = double;
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return `Le fichier ${path} ne peut pas être lu.`;
  const names = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (names.length !== matrix.rowCount)
    return `${path} : ${names.length} lignes, pour ${matrix.rowCount} lignes de tableau.`;
  const places = new Map(names.map((name, place) => [name, place]));
  const contribution = Int32Array.from(names, (name) => places.get(name) ?? 0);
  const settings = { ...DOUBLE_SETTINGS, minimumMembers };
  return classifyDouble(matrix, contribution, sizes, request.classes, request.settings, settings);
}

type Request = {
  matrix: string;
  json: string;
  classes: number;
  settings: { contingency: number; minimumCount: number; minimumSplit: number };
  double: Double | undefined;
};

type Double = { sizes: [number, number]; contributions: string; minimumMembers: number };

const FAULTS: Record<MatrixMarketFault, string> = {
  header: 'l’en-tête « %%MatrixMarket matrix coordinate … general » est attendu.',
  size: 'trois nombres entiers sont attendus : lignes, colonnes, cellules.',
  cell: 'une cellule « ligne colonne valeur » est attendue.',
  outOfRange: 'la cellule sort du tableau annoncé.',
  cellCount: 'le nombre de cellules n’est pas celui qui est annoncé.',
};

/** The request, or what is wrong with it. */
function readRequest(argv: string[]): Request | string {
  const options = readOptions(argv);
  if (typeof options === 'string') return options;
  const { matrix, json } = options;
  if (matrix === undefined) return 'Il manque --matrix.';
  if (json === undefined) return 'Il manque --json.';
  const classes = Number(options.classes);
  const contingency = Number(options.contingency ?? DEFAULT_SETTINGS.reinert.contingency);
  const minimumCount = Number(options['min-count'] ?? DEFAULT_SETTINGS.reinert.minimumCount);
  const minimumSplit = Number(options['min-split'] ?? DEFAULT_SETTINGS.reinert.minimumSplit);
  if (!isWhole(classes, 2)) return '--classes attend un nombre entier, 2 ou plus.';
  if (!(contingency >= 0 && contingency <= 1)) return '--contingency attend un nombre de 0 à 1.';
  if (!isWhole(minimumCount, 1)) return '--min-count attend un nombre entier, 1 ou plus.';
  if (!isWhole(minimumSplit, 2)) return '--min-split attend un nombre entier, 2 ou plus.';
  const double = options.double === undefined ? undefined : readDouble(options);
  if (typeof double === 'string') return double;
  const settings = { contingency, minimumCount, minimumSplit };
  return { matrix, json, classes, settings, double };
}

function readDouble(options: {
  double?: string;
  contributions?: string;
  'min-members'?: string;
}): Double | string {
  const [small = 0, large = 0, ...others] = (options.double ?? '').split(',').map(Number);
  const minimumMembers = Number(options['min-members'] ?? DOUBLE_SETTINGS.minimumMembers);
  const { contributions } = options;
  if (!isWhole(small, 1) || !isWhole(large, small + 1) || others.length > 0)
    return '--double attend deux nombres entiers croissants, comme 10,15.';
  if (contributions === undefined) return 'Il manque --contributions, que demande --double.';
  if (!isWhole(minimumMembers, 1)) return '--min-members attend un nombre entier, 1 ou plus.';
  return { sizes: [small, large], contributions, minimumMembers };
}

function readOptions(argv: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: argv,
      options: {
        matrix: text,
        classes: text,
        json: text,
        contingency: text,
        'min-count': text,
        'min-split': text,
        double: text,
        contributions: text,
        'min-members': text,
      },
    }).values;
  } catch {
    return 'Une option est inconnue ou incomplète.';
  }
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function toReport(found: Reinert, double: DoubleReinert | undefined, seconds: number): string {
  const groups = Object.fromEntries(found.groups.map((group, at) => [at + 2, Array.from(group)]));
  return JSON.stringify({
    splits: found.splits,
    groups,
    ...(double && { double: doubleReport(double) }),
    seconds,
    peakMemoryMb: peakMemoryMb(),
  });
}

function doubleReport({ crossed, partitions }: DoubleReinert) {
  return {
    crossed: crossed.length,
    partitions: partitions.map(({ group, ...partition }) => ({
      classes: partition.crossed.length,
      ...partition,
      crossed: partition.crossed.map(({ rows, ...one }) => ({ ...one, members: rows.length })),
      group: Array.from(group),
    })),
  };
}

function complain(message: string, code: ExitCode): ExitCode {
  process.stderr.write(`${message}\n`);
  return code;
}
