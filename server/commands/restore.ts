import { restoreBackup } from '../backups.ts';
import { readConfig } from '../config.ts';
import type { Command } from './command.ts';

export const restore: Command = {
  name: 'restore',
  help: `constat restore DOSSIER

  Restaure la sauvegarde de DOSSIER dans DATA_DIR, qui ne doit pas encore
  contenir de base. Les empreintes sont vérifiées avant toute écriture.`,
  async run([directory]) {
    if (directory === undefined) {
      console.error(restore.help);
      return 2;
    }
    const config = readConfig(process.env);
    const { files } = await restoreBackup(config, directory);
    console.log(`${files.length} fichiers restaurés dans ${config.DATA_DIR}.`);
    return 0;
  },
};
