import { readFileSync } from 'node:fs';
import { readInWorker } from '../../../server/documents/read/isolated.ts';
import { UPLOAD_LIMITS } from '../../../server/documents/read/limits.ts';

// A process of its own, so that its peak memory is that of one reading: node measureReading.ts FILE
const path = process.argv[2] ?? '';
const bytes = readFileSync(path);
// The floor: the same road with a file of one word.
await readInWorker(Buffer.from('Rien.'), 'rien.txt', UPLOAD_LIMITS);
const before = process.resourceUsage().maxRSS;
const reading = await readInWorker(bytes, path, UPLOAD_LIMITS);
const grownMb = Math.round((process.resourceUsage().maxRSS - before) / 1_000);
const outcome = reading.kind === 'failure' ? reading.problem.code : reading.kind;
process.stdout.write(JSON.stringify({ outcome, grownMb }));
