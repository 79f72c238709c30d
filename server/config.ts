import { join, resolve } from 'node:path';
import { z } from 'zod';

export type Config = Readonly<z.infer<typeof schema>> & {
  readonly databasePath: string;
  readonly originalsPath: string;
  readonly baseUrl: string;
};

const port = z.coerce.number().int().min(0).max(65_535);

/** Every variable of the environment that the platform reads; the README's table is tested against it. */
export const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SESSION_HOURS: z.coerce.number().min(0.1).max(720).default(12),
  UPLOAD_LIMIT_MB: z.coerce.number().min(1).max(200).default(25),
  SIGN_IN_ATTEMPTS: z.coerce.number().int().min(1).default(10),
  LINK_ATTEMPTS: z.coerce.number().int().min(1).default(60),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\p{Cc}]* )?<?[^\s<>@]+@[^\s<>@]+>?$/u)
    .optional(),
  MAILS_PER_MINUTE: z.coerce.number().int().min(1).max(60_000).default(60),
  WEBHOOK_PRIVATE_ADDRESSES: z.stringbool().default(false),
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  DEVELOPMENT: z.stringbool().default(false),
});

/**
 * Reads the configuration once.
 * @throws ConfigError, in French, naming each variable that can't be used.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = schema.safeParse(withoutEmpty(environment));
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map(({ path }) => path.join('.')).join(', '));
  const values = parsed.data;
  if (values.SMTP_URL !== undefined && values.MAIL_FROM === undefined)
    throw new ConfigError('MAIL_FROM');
  const directory = resolve(values.DATA_DIR);
  return {
    ...values,
    databasePath: join(directory, 'constat.db'),
    originalsPath: join(directory, 'originals'),
    baseUrl: (values.BASE_URL ?? `http://${urlHost(values.HOST)}:${values.PORT}`).replace(
      /\/$/,
      '',
    ),
  };
}

export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(variables: string) {
    super(`Configuration à corriger : ${variables}. Le README donne la forme de chaque variable.`);
  }
}

const urlHost = (host: string) =>
  host === '127.0.0.1' || host === '0.0.0.0' || host === '::' || host === '::1'
    ? 'localhost'
    : host;

/** `PORT= npm start` means: not set. */
const withoutEmpty = (environment: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
