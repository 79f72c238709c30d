import { enableCompileCache } from 'node:module';

/** `npm start`; `--dev` reads templates and styles afresh at each request and opens /motifs. */
enableCompileCache(); // before anything else is loaded: a second start reads what the first one compiled
if (process.argv.includes('--dev')) process.env.DEVELOPMENT = 'true';
const { serve } = await import('./commands/serve.ts');
process.exitCode = await serve.run([]);
