import { hash, verify } from '@node-rs/argon2';
import { tooManyRequests } from './errors.ts';

export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 200;

/** OWASP's first choice for Argon2id: 19 MiB, 2 passes, 1 lane (the library's own algorithm default). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two at once: a burst of sign-ins must not take both cores and 19 MiB each from everybody else. */
const AT_ONCE = 2;
const WAITING_MAX = 16;

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password, COST));

/** Takes the same time whether the account exists or not: without a hash, it checks against another. */
export async function isPasswordOf(passwordHash: string | undefined, password: string) {
  if (password.length > PASSWORD_MAX_LENGTH) return false;
  decoy ??= await hash('une phrase que personne ne tape', COST);
  const target = passwordHash ?? decoy;
  return (await inTurn(() => verify(target, password))) && passwordHash !== undefined;
}

let decoy: string | undefined;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= WAITING_MAX) throw tooManyRequests();
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
