import { readConfig } from '../config.ts';
import { openPlatform } from '../platform.ts';
import type { Command } from './command.ts';
import { isCalledWith } from './run.ts';

export const serve: Command = {
  name: 'serve',
  help: `constat serve

  Ouvre la plateforme, comme « npm start ». La configuration vient de
  l’environnement (PORT, HOST, DATA_DIR…) : voir le tableau du README.`,
  async run(argv) {
    if (!isCalledWith(serve, argv, 0)) return 2;
    const platform = await openPlatform(readConfig(process.env));
    await platform.listen();
    return 0;
  },
};
