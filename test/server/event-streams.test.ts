import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { openEventStreams } from '../../server/event-streams.ts';

it('a browser that listens does not keep the platform from closing, and is told that it ends', async () => {
  const app = Fastify({ forceCloseConnections: 'idle' });
  const openStream = openEventStreams(app);
  let closed = 0;
  app.get('/flux', (request, reply) => {
    const stream = openStream(request, reply);
    stream.onClose(() => closed++);
    stream.send('progress', { words: 'deux\nlignes' });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo; // listening on a port, not on a pipe
  let heard = '';
  const ended = new Promise<void>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/flux' }, (response) => {
      response.setEncoding('utf8').on('data', (chunk: string) => {
        heard += chunk;
        if (chunk.includes('progress')) void app.close();
      });
      response.once('end', resolve);
    }).once('error', reject);
  });
  await ended;
  await app.close();
  expect(heard).toBe(
    'event: progress\ndata: {"words":"deux\\nlignes"}\n\nevent: end\ndata: null\n\n',
  );
  await expect.poll(() => closed).toBe(1);
});
