import { backUp } from '../backups.ts';
import { readConfig } from '../config.ts';
import type { Command } from './command.ts';

export const backup: Command = {
  name: 'backup',
  help: `constat backup DOSSIER

  Sauvegarde la base et les documents originaux dans DOSSIER, vide ou nouveau,
  sans arrêter la plateforme. La copie est vérifiée ; un manifeste en garde les
  empreintes.`,
  async run([directory]) {
    if (directory === undefined) {
      console.error(backup.help);
      return 2;
    }
    const { files } = await backUp(readConfig(process.env), directory);
    console.log(`Sauvegarde vérifiée : ${files.length} fichiers dans ${directory}.`);
    return 0;
  },
};
