import { parentPort, workerData } from 'node:worker_threads';
import type { Diagnostic } from '../../../views/diagnostic/diagnostic.ts';
import { writeDiagnostic } from './diagnostic.ts';

// The thread's door: `writeInWorker.ts` alone starts it, with a Diagnostic.
const diagnostic: Diagnostic = workerData;
parentPort?.postMessage(await writeDiagnostic(diagnostic));
