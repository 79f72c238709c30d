import { enableCompileCache } from 'node:module';

/** `npm start`; `--dev` reads templates and styles afresh at each request and opens /motifs. */
enableCompileCache(); // before anything else is loaded: a second start reads what the first one compiled
if (process.argv.includes('--dev')) process.env.DEVELOPMENT = 'true';
const { runCommand } = await import('./commands/run.ts');
const { serve } = await import('./commands/serve.ts');
process.exitCode = await runCommand(serve, []);
