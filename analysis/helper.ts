import { type MessagePort, workerData } from 'node:worker_threads';
import { type HelperRequest, help } from './helpers.ts';

/** A thread that classifies resamples for the one that analyses; its port is what it was started with. */
const port: MessagePort = workerData;

port.on('message', (request: HelperRequest) => help(request, (reply) => port.postMessage(reply)));
