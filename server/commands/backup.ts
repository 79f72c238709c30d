import { formatPlural } from '../../views/format.ts';
import { backUp } from '../backups.ts';
import { readConfig } from '../config.ts';
import type { Command } from './command.ts';
import { isCalledWith } from './run.ts';

export const backup: Command = {
  name: 'backup',
  help: `constat backup DOSSIER

  Sauvegarde la base et les documents originaux dans DOSSIER, vide ou nouveau,
  sans arrêter la plateforme. La copie est vérifiée ; un manifeste en garde les
  empreintes.`,
  async run(argv) {
    const [directory] = argv;
    if (!isCalledWith(backup, argv, 1) || directory === undefined) return 2;
    const { files } = await backUp(readConfig(process.env), directory);
    const kept = formatPlural(files.length, 'fichier', 'fichiers');
    console.log(`Sauvegarde vérifiée : ${kept} dans ${directory}.`);
    return 0;
  },
};
