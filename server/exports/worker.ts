import { enableCompileCache } from 'node:module';

// The thread's door: `stream.ts` alone starts it. With the cache, nothing is compiled again, which costs 20 MB.
enableCompileCache();
await import('./run.ts');
