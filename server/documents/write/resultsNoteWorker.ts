import { parentPort } from 'node:worker_threads';
import { type ResultsNote, writeResultsNote } from './resultsNote.ts';

// The thread's door: one note in, its bytes out.
parentPort?.once('message', async (note: ResultsNote) => {
  parentPort?.postMessage(await writeResultsNote(note));
});
