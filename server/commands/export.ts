import { parseArgs } from 'node:util';
import { closeStore, openStore } from '../../db/open.ts';
import { recordExport } from '../../db/queries/exports.ts';
import { findAnySurvey } from '../../db/queries/surveys.ts';
import { formatPlural } from '../../views/format.ts';
import { readConfig } from '../config.ts';
import { EXPORT_FORMATS, exportRequest, formats } from '../exports/formats.ts';
import { exportTable } from '../exports/table.ts';
import { plannedStrata } from '../survey-results/reader.ts';
import type { Command, ExitCode } from './command.ts';
import { openOutput } from './output.ts';

export const exportCommand: Command = {
  name: 'export',
  help: `constat export ENQUETE --format FORMAT SORTIE [options]

  Écrit les réponses d’une enquête : son identifiant, à la fin de son adresse.

  --format     xlsx         classeur, avec son dictionnaire de variables
               csv-tableur  CSV pour un tableur : aucune cellule n’est calculée
               csv          CSV pour un programme : valeurs telles quelles
               json, jsonl  avec le schéma des colonnes
               sav          SPSS, avec libellés et valeurs manquantes
               r            archive : CSV et script qui le charge
  --separator  « ; » (par défaut) ou « , », en CSV
  --bom        commence le CSV par la marque UTF-8
  --labels     écrit les choix par leurs libellés (xlsx, csv)
  --internal   coordonnées et mots à usage interne compris ; c’est noté au
               journal`,
  run: runExport,
};

interface Request {
  readonly survey: string;
  readonly output: string;
  readonly isInternal: boolean;
  readonly options: ReturnType<typeof exportRequest.parse>;
}

async function runExport(argv: string[]): Promise<ExitCode> {
  const request = readRequest(argv);
  if (typeof request === 'string') {
    process.stderr.write(`${request}\n\n${exportCommand.help}\n`);
    return 2;
  }
  const { survey: id, output, isInternal, options } = request;
  const place = await openOutput(output);
  if (typeof place === 'string') return complain(place);
  const store = openStore(readConfig(process.env).databasePath);
  try {
    const survey = await findAnySurvey(store, id);
    if (!survey) return complain(`Aucune enquête ne porte l’identifiant ${id}.`);
    const planned = await plannedStrata(store, survey);
    const scope = { isInternal, planned, exportedAt: Date.now() };
    const table = await exportTable(store, survey, scope);
    const { format } = options;
    await recordExport(store, survey, null, { format, isInternal });
    const refusal = await place.write(formats[format].write(table, options));
    if (refusal !== null) return complain(refusal);
    process.stderr.write(`${output} : ${formatPlural(table.count, 'réponse', 'réponses')}\n`);
    return 0;
  } finally {
    closeStore(store);
  }
}

function complain(sentence: string): ExitCode {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

function readRequest(argv: string[]): Request | string {
  const parsed = parsedArgs(argv);
  if (!parsed) return 'Une option est inconnue.';
  const { values, positionals } = parsed;
  const [survey, output, ...others] = positionals;
  if (survey === undefined || output === undefined || others.length > 0)
    return 'export attend une enquête et un fichier de sortie.';
  const { format, separator = ';', bom = false, labels = false, internal = false } = values;
  if (separator !== ';' && separator !== ',') return '--separator attend « ; » ou « , ».';
  const options = exportRequest.safeParse({
    format,
    separator,
    hasMark: bom,
    isLabelled: labels,
  });
  if (!options.success) return `--format attend ${EXPORT_FORMATS.join(', ')}.`;
  return { survey, output, isInternal: internal, options: options.data };
}

function parsedArgs(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { format: text, separator: text, bom: flag, labels: flag, internal: flag },
    });
  } catch {
    return undefined;
  }
}
