import { ConfigError, readConfig } from '../config.ts';
import { openPlatform } from '../platform.ts';
import type { Command } from './command.ts';

export const serve: Command = {
  name: 'serve',
  help: `constat serve

  Ouvre la plateforme, comme « npm start ». La configuration vient de
  l’environnement (PORT, HOST, DATA_DIR…) : voir le tableau du README.`,
  async run() {
    try {
      const platform = await openPlatform(readConfig(process.env));
      await platform.listen();
      return 0;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      console.error(error.message);
      return 2;
    }
  },
};
