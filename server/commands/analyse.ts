import { parseArgs } from 'node:util';
import type { Progress, StepName } from '../../analysis/analysis.ts';
import { DEFAULT_SETTINGS, type Method, type Settings } from '../../analysis/settings.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import { readCorpus } from '../documents/read/readCorpus.ts';
import { runAnalysis } from '../jobs/analyse.ts';
import type { Command, ExitCode } from './command.ts';
import { openOutput } from './output.ts';

export const analyse: Command = {
  name: 'analyse',
  help: `constat analyse --input CHEMIN --json SORTIE [--text CHAMP --id CHAMP]
                [--unit segment|contribution] [--classes N|auto]
                [--method auto|reinert|double|mixture]
                [--segment-words N] [--floor N|auto] [--seed N] [--no-bootstrap]

  Analyse un corpus en thèmes, sans serveur.

  --input    JSONL, CSV, XLSX, texte IRaMuTeQ, ou dossier de .docx, .odt,
             .pdf, .txt (un document, une contribution)
  --text     champ du texte ; --id, champ de l’identifiant (« text », « id »)
  --unit     ce qui est classé : des segments d’une quarantaine de mots
             (segment, par défaut) ou des contributions entières
  --classes  nombre de thèmes, ou auto (par défaut)
  --method   auto (par défaut : essaie reinert et mixture, et dit pourquoi),
             reinert (classification descendante, pour des entretiens),
             double (ce que deux classifications de Reinert rangent ensemble :
             plus net, mais une part du corpus reste sans thème) ou
             mixture (mélange, pour des réponses courtes et de nombreux thèmes)
  --segment-words  mots que vise un segment, de 5 à 500 (40 par défaut)
  --floor    une forme compte à partir de tant d’unités ; auto (par défaut)
             suit la taille du corpus
  --seed     graine des tirages au sort (1 par défaut)
  --no-bootstrap  ne mesure pas la solidité des thèmes trouvés : plus court
  --json     où écrire le résultat ; « - » pour la sortie standard. Le fichier
             n’est remplacé qu’à la fin, d’un coup`,
  run: runAnalyse,
};

async function runAnalyse(argv: string[]): Promise<ExitCode> {
  const request = readRequest(argv);
  if (typeof request === 'string') return complain(`${request}\n\n${analyse.help}`, 2);
  const output = await openOutput(request.json);
  if (typeof output === 'string') return complain(output, 1);
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
  const refusal = await output.write([`${JSON.stringify(analysis)}\n`]);
  return refusal === null ? 0 : complain(refusal, 1);
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
  const { input, json, text, id } = options;
  if (input === undefined) return 'Il manque --input.';
  if (json === undefined) return 'Il manque --json.';
  const settings = readSettings(options);
  return typeof settings === 'string' ? settings : { input, json, text, id, settings };
}

type Options = Exclude<ReturnType<typeof readOptions>, string>;

function readSettings(options: Options): Partial<Settings> | string {
  const { unit = 'segment', seed = '1' } = options;
  const method = METHODS.find((known) => known === (options.method ?? 'auto'));
  const classes = readCount(options.classes);
  const minimumUnits = readCount(options.floor);
  const segmentWords = Number(options['segment-words'] ?? DEFAULT_SETTINGS.segmentWords);
  if (unit !== 'segment' && unit !== 'contribution')
    return '--unit attend « segment » ou « contribution ».';
  if (method === undefined) return `--method attend ${METHODS.join(', ')}.`;
  if (classes !== 'auto' && !isWhole(classes, 2))
    return '--classes attend « auto » ou un nombre entier, 2 ou plus.';
  if (minimumUnits !== 'auto' && !isWhole(minimumUnits, 1))
    return '--floor attend « auto » ou un nombre entier, 1 ou plus.';
  if (!isWhole(segmentWords, 5) || segmentWords > 500)
    return '--segment-words attend un nombre entier, de 5 à 500.';
  if (!isWhole(Number(seed), 0)) return '--seed attend un nombre entier, 0 ou plus.';
  const bootstraps = options['no-bootstrap'] ? { bootstraps: 0 } : {};
  return { unit, method, classes, minimumUnits, segmentWords, seed: Number(seed), ...bootstraps };
}

const METHODS = ['auto', 'reinert', 'double', 'mixture'] as const satisfies readonly Method[];

const readCount = (typed = 'auto') => (typed === 'auto' ? 'auto' : Number(typed));

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
        'segment-words': text,
        floor: text,
        seed: text,
        'no-bootstrap': { type: 'boolean' },
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

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

function complain(message: string, code: ExitCode): ExitCode {
  say(message);
  return code;
}
