import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type MatrixMarketFault, readMatrixMarket } from '../../analysis/math/matrixMarket.ts';
import { peakMemoryMb } from '../../analysis/meter.ts';
import { DEFAULT_SETTINGS } from '../../analysis/settings.ts';
import { classifyReinert, type Reinert } from '../../analysis/steps/reinert.ts';
import type { Command, ExitCode } from './command.ts';

export const classify: Command = {
  name: 'classify',
  help: `constat classify --matrix FICHIER.mtx --classes K --json SORTIE
                 [--contingency 0.3] [--min-count 3] [--min-split 5]

  Classification descendante de Reinert d’un tableau segments × formes
  (MatrixMarket, « coordinate »), sans serveur.

  --matrix       le tableau ; une ligne par segment, une colonne par forme
  --classes      nombre de classes, 2 ou plus
  --contingency  coefficient de contingence au-delà duquel une forme n’est
                 transmise qu’à la classe où elle est sur-représentée
  --min-count    effectif minimal d’une forme pour être transmise à une classe
  --min-split    taille minimale d’une classe pour être divisée
  --json         où écrire le résultat ; « - » pour la sortie standard`,
  run: runClassify,
};

async function runClassify(argv: string[]): Promise<ExitCode> {
  const request = readRequest(argv);
  if (typeof request === 'string') return complain(`${request}\n\n${classify.help}`, 2);
  const start = performance.now();
  const bytes = await readFile(request.matrix).catch(() => null);
  if (bytes === null) return complain(`Le fichier ${request.matrix} ne peut pas être lu.`, 1);
  const result = readMatrixMarket(bytes);
  if (!result.ok) {
    return complain(`${request.matrix}, ligne ${result.line} : ${FAULTS[result.reason]}`, 1);
  }
  const found = classifyReinert(result.matrix, request.classes, request.settings);
  const seconds = Math.round(performance.now() - start) / 1000;
  return write(request.json, toReport(found, seconds));
}

type Request = {
  matrix: string;
  json: string;
  classes: number;
  settings: { contingency: number; minimumCount: number; minimumSplit: number };
};

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
  return { matrix, json, classes, settings: { contingency, minimumCount, minimumSplit } };
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
      },
    }).values;
  } catch {
    return 'Une option est inconnue ou incomplète.';
  }
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function toReport(found: Reinert, seconds: number): string {
  const groups = Object.fromEntries(found.groups.map((group, at) => [at + 2, Array.from(group)]));
  return JSON.stringify({ splits: found.splits, groups, seconds, peakMemoryMb: peakMemoryMb() });
}

async function write(path: string, report: string): Promise<ExitCode> {
  if (path === '-') {
    process.stdout.write(`${report}\n`);
    return 0;
  }
  try {
    await writeFile(path, `${report}\n`);
    return 0;
  } catch {
    return complain(`Le résultat ne peut pas être écrit dans ${path}.`, 1);
  }
}

function complain(message: string, code: ExitCode): ExitCode {
  process.stderr.write(`${message}\n`);
  return code;
}
