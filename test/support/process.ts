import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The real thing: `server/main.ts` in a process of its own. */
export interface ServerProcess {
  readonly origin: string;
  readonly child: ChildProcess;
  /** All that it has printed so far. */
  output(): string;
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export async function startServer(
  directory: string,
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const { BASE_URL: _, ...inherited } = process.env; // the test runner sets one of its own
  const child = spawn(process.execPath, [join(ROOT, 'server/main.ts')], {
    env: { ...inherited, DATA_DIR: directory, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const origin = `http://127.0.0.1:${port}`;
  await untilLive(origin, () => printed);
  return {
    origin,
    child,
    output: () => printed,
    stop(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

async function untilLive(origin: string, printed: () => string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const isLive = await fetch(`${origin}/live`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isLive) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not open: ${printed()}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : undefined;
      probe.close(() => (port === undefined ? reject(new Error('no port')) : resolve(port)));
    });
  });
}
