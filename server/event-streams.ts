import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A browser that listens (server-sent events, HTML standard, section 9.2). */
export interface EventStream {
  send(event: string, data: unknown): void;
  /** Says that nothing more will come, and hangs up. */
  end(): void;
  onClose(listener: () => void): void;
}

const HEARTBEAT_MS = 15_000;

/** @returns how to answer a request by a stream; streams still open when the platform closes are ended. */
export function openEventStreams(
  app: FastifyInstance,
): (request: FastifyRequest, reply: FastifyReply) => EventStream {
  const open = new Set<EventStream>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end();
  });
  return (request, reply) => {
    const stream = startStream(request, reply);
    open.add(stream);
    stream.onClose(() => open.delete(stream));
    return stream;
  };
}

function startStream(request: FastifyRequest, reply: FastifyReply): EventStream {
  const socket = reply.raw;
  reply.hijack();
  socket.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  if (request.method === 'HEAD') socket.end();
  // A comment now and then: a proxy would otherwise take a long step for a dead line.
  const heartbeat = setInterval(() => socket.write(':\n\n'), HEARTBEAT_MS);
  const listeners = [() => clearInterval(heartbeat)];
  request.raw.once('close', () => {
    for (const listener of listeners) listener();
  });
  const send = (event: string, data: unknown) => {
    if (!socket.writableEnded) socket.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  return {
    send,
    end() {
      send('end', null);
      socket.end();
    },
    onClose: (listener) => listeners.push(listener),
  };
}
