import { enableCompileCache } from 'node:module';
import type { Command } from './commands/command.ts';
import { runCommand } from './commands/run.ts';

enableCompileCache();

/**
 * `npm run -s constat -- <command>`: the platform's functions for a terminal. Each command is loaded only
 * when it is called, so that `constat analyse` never opens a store nor a server.
 */
const COMMANDS: readonly Entry[] = [
  ['serve', 'ouvrir la plateforme', async () => (await import('./commands/serve.ts')).serve],
  [
    'demo',
    'ouvrir la mission de démonstration',
    async () => (await import('./commands/demo.ts')).demo,
  ],
  ['user', 'ajouter un compte : user add', async () => (await import('./commands/user.ts')).user],
  [
    'import',
    'importer des documents',
    async () => (await import('./commands/import.ts')).importCommand,
  ],
  [
    'export',
    'exporter les réponses d’une enquête',
    async () => (await import('./commands/export.ts')).exportCommand,
  ],
  [
    'analyse',
    'analyser un corpus, sans serveur',
    async () => (await import('./commands/analyse.ts')).analyse,
  ],
  [
    'sweep',
    'comparer des réglages sur un corpus',
    async () => (await import('./commands/sweep.ts')).sweepCommand,
  ],
  [
    'questionnaire',
    'vérifier ou exporter des questionnaires XLSForm',
    async () => (await import('./commands/questionnaire.ts')).questionnaireCommand,
  ],
  [
    'territories',
    'importer une liste de communes d’un programme',
    async () => (await import('./commands/territories.ts')).territoriesCommand,
  ],
  ['classify', 'classer un tableau', async () => (await import('./commands/classify.ts')).classify],
  [
    'tokens',
    'découper un texte en mots',
    async () => (await import('./commands/tokens.ts')).tokens,
  ],
  [
    'backup',
    'sauvegarder dans un dossier',
    async () => (await import('./commands/backup.ts')).backup,
  ],
  [
    'restore',
    'restaurer une sauvegarde',
    async () => (await import('./commands/restore.ts')).restore,
  ],
];

type Entry = readonly [name: string, summary: string, load: () => Promise<Command>];

const [name, ...argv] = process.argv.slice(2);
const entry = COMMANDS.find(([known]) => known === name);

if (entry) process.exitCode = await runCommand(await entry[2](), argv);
else {
  const isHelp = name === undefined || name === '--help' || name === '-h' || name === 'aide';
  (isHelp ? console.log : console.error)(help(isHelp ? null : name));
  process.exitCode = isHelp && name !== undefined ? 0 : 2;
}

function help(unknown: string | null): string {
  const list = COMMANDS.map(([command, summary]) => `  ${command.padEnd(10)}${summary}`).join('\n');
  return `${unknown === null ? '' : `Commande inconnue : ${unknown}\n\n`}Usage : npm run -s constat -- <commande> [options]

${list}

  npm run -s constat -- <commande> --help explique une commande.
  Codes de sortie : 0 réussi, 1 échoué, 2 appel à corriger.`;
}
