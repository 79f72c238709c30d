import { formatPlural } from '../../views/format.ts';
import { restoreBackup } from '../backups.ts';
import { readConfig } from '../config.ts';
import type { Command } from './command.ts';
import { isCalledWith } from './run.ts';

export const restore: Command = {
  name: 'restore',
  help: `constat restore DOSSIER

  Restaure la sauvegarde de DOSSIER dans DATA_DIR, qui ne doit pas encore
  contenir de base. Les empreintes sont vérifiées avant toute écriture.`,
  async run(argv) {
    const [directory] = argv;
    if (!isCalledWith(restore, argv, 1) || directory === undefined) return 2;
    const config = readConfig(process.env);
    const { files } = await restoreBackup(config, directory);
    const restored = formatPlural(files.length, 'fichier restauré', 'fichiers restaurés');
    console.log(`${restored} dans ${config.DATA_DIR}.`);
    return 0;
  },
};
