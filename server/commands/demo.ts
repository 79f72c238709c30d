import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { prepareDemonstration } from '../demonstration.ts';
import { openPlatform } from '../platform.ts';
import type { Command } from './command.ts';
import { isCalledWith } from './run.ts';

export const demo: Command = {
  name: 'demo',
  help: `constat demo

  Ouvre la mission de démonstration, écrite et analysée, dans
  DATA_DIR/demonstration, et affiche une adresse pour chaque rôle.
  Personnes et communes y sont fictives.`,
  async run(argv) {
    if (!isCalledWith(demo, argv, 0)) return 2;
    const environment = { LOG_LEVEL: 'warn', ...process.env };
    const directory = join(process.env.DATA_DIR || 'data', 'demonstration');
    const config = readConfig({ ...environment, DATA_DIR: directory });
    const platform = await openPlatform(config);
    const addresses = await prepareDemonstration(platform.services, console.error);
    await platform.listen();
    console.log('\nEntrez par l’un de ces liens :\n');
    for (const { label, url } of addresses) console.log(`  ${label.padEnd(28)}${url}`);
    console.log('\nCtrl+C pour fermer.');
    return 0;
  },
};
