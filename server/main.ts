import { serve } from './commands/serve.ts';

/** `npm start`; `--dev` reads templates and styles afresh at each request and opens /motifs. */
if (process.argv.includes('--dev')) process.env.DEVELOPMENT = 'true';
process.exitCode = await serve.run([]);
