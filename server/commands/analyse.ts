import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Analysis, Progress, StepName } from '../../analysis/analysis.ts';
import type { Settings } from '../../analysis/settings.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { readCorpus } from '../documents/read/readCorpus.ts';
import { runAnalysis } from '../jobs/analyse.ts';
import type { Command, ExitCode } from './command.ts';

export const analyse: Command = {
  name: 'analyse',
  help: `constat analyse --input CHEMIN --json SORTIE [--text CHAMP --id CHAMP]
                [--unit segment|contribution] [--classes N|auto]
                [--method auto|reinert] [--seed N]

  Analyse un corpus en thèmes, sans serveur.

  --input    JSONL, CSV, XLSX, texte IRaMuTeQ, ou dossier de .docx, .odt,
             .pdf, .txt (un document, une contribution)
  --text     champ du texte ; --id, champ de l’identifiant (« text », « id »)
  --unit     ce qui est classé : des segments d’une quarantaine de mots
             (segment, par défaut) ou des contributions entières
  --classes  nombre de thèmes, ou auto (par défaut)
  --method   auto (par défaut) ou reinert
  --seed     graine des tirages au sort (1 par défaut)
  --json     où écrire le résultat ; « - » pour la sortie standard`,
  run: runAnalyse,
};

async function runAnalyse(argv: string[]): Promise<ExitCode> {
  const request = readRequest(argv);
  if (typeof request === 'string') return complain(`${request}\n\n${analyse.help}`, 2);
  const { contributions, problems, warnings } = await readCorpus(request.input, {
    textField: request.text,
    idField: request.id,
  });
  for (const remark of [...problems, ...warnings]) say(documentSentence(remark));
  if (contributions.length === 0) return complain('Aucun texte n’a pu être lu.', 1);
  const report = process.stderr.isTTY ? createProgressLine() : undefined;
  const analysis = await runAnalysis(contributions, request.settings, {
    ...(report && { onProgress: report.show }),
  });
  report?.clear();
  for (const remark of [analysis.choice.why, ...analysis.choice.warnings]) say(remark);
  return write(request.json, analysis);
}

type Request = {
  input: string;
  json: string;
  text: string | undefined;
  id: string | undefined;
  settings: Partial<Settings>;
};

/** The request, or what is wrong with it. */
function readRequest(argv: string[]): Request | string {
  const options = readOptions(argv);
  if (typeof options === 'string') return options;
  const { input, json, text, id, unit = 'segment', method = 'auto' } = options;
  const classes = options.classes === 'auto' ? 'auto' : Number(options.classes ?? 'NaN');
  const seed = Number(options.seed ?? 1);
  if (input === undefined) return 'Il manque --input.';
  if (json === undefined) return 'Il manque --json.';
  if (unit !== 'segment' && unit !== 'contribution') {
    return '--unit attend « segment » ou « contribution ».';
  }
  if (method !== 'auto' && method !== 'reinert') return '--method attend « auto » ou « reinert ».';
  if (options.classes !== undefined && classes !== 'auto' && !isWhole(classes, 2)) {
    return '--classes attend « auto » ou un nombre entier, 2 ou plus.';
  }
  if (!isWhole(seed, 0)) return '--seed attend un nombre entier, 0 ou plus.';
  const chosenClasses = options.classes === undefined ? 'auto' : classes;
  return { input, json, text, id, settings: { unit, method, seed, classes: chosenClasses } };
}

function readOptions(argv: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: argv,
      options: {
        input: text,
        text,
        id: text,
        unit: text,
        classes: text,
        method: text,
        seed: text,
        json: text,
      },
    }).values;
  } catch {
    return 'Une option est inconnue ou incomplète.';
  }
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

const STEP_LABELS: Record<StepName, string> = {
  read: 'Lecture des mots',
  matrix: 'Tableau des formes',
  classify: 'Classification',
  describe: 'Description des thèmes',
  judge: 'Stabilité des thèmes',
};

/** One line of the terminal, written over as the analysis goes. */
function createProgressLine() {
  return {
    show({ step, done, total }: Progress) {
      const percent = Math.round((100 * done) / Math.max(1, total));
      process.stderr.write(`\r\x1b[K${STEP_LABELS[step]}… ${percent} %`);
    },
    clear() {
      process.stderr.write('\r\x1b[K');
    },
  };
}

async function write(path: string, analysis: Analysis): Promise<ExitCode> {
  const report = `${JSON.stringify(analysis)}\n`;
  if (path === '-') {
    process.stdout.write(report);
    return 0;
  }
  try {
    await writeFile(path, report);
    return 0;
  } catch {
    return complain(`Le résultat ne peut pas être écrit dans ${path}.`, 1);
  }
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

function complain(message: string, code: ExitCode): ExitCode {
  say(message);
  return code;
}
