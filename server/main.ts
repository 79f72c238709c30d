import { ConfigError, readConfig } from './config.ts';
import { openPlatform } from './platform.ts';

/** `npm start`: reads the configuration, opens the store, listens, and closes in good order. */
try {
  const development = process.argv.includes('--dev') ? { DEVELOPMENT: 'true' } : {};
  const platform = await openPlatform(readConfig({ ...process.env, ...development }));
  await platform.listen();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
