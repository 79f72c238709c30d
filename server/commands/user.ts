import { parseArgs } from 'node:util';
import { z } from 'zod';
import { newToken } from '../../db/ids.ts';
import { closeStore, openStore } from '../../db/open.ts';
import { insertAccessLink } from '../../db/queries/access-links.ts';
import { insertAccount } from '../../db/queries/accounts.ts';
import { ACCOUNT_ROLES } from '../../db/schema/accounts.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { readConfig } from '../config.ts';
import { readForm } from '../forms.ts';
import { hashPassword } from '../passwords.ts';
import { accountFields } from '../routes/account-fields.ts';
import type { Command } from './command.ts';

const DAY = 24 * 3_600_000;
const form = z.object({
  ...accountFields,
  role: z.enum(ACCOUNT_ROLES, 'Le rôle est administrator, consultant ou interviewer.'),
});

export const user: Command = {
  name: 'user',
  help: `constat user add --email ADRESSE --name "PRÉNOM NOM" --role RÔLE

  Ajoute un compte et affiche le lien, valable un jour, où la personne choisit
  son mot de passe. RÔLE : administrator, consultant ou interviewer.`,
  async run([action, ...argv]) {
    const fields = action === 'add' ? readOptions(argv) : undefined;
    if (!fields) {
      console.error(user.help);
      return 2;
    }
    const result = readForm(form, fields);
    if ('errors' in result) {
      console.error(Object.values(result.errors).join('\n'));
      return 2;
    }
    return addUser(result.values);
  },
};

function readOptions(argv: string[]) {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({ args: argv, options: { email: option, name: option, role: option } }).values;
  } catch {
    return undefined;
  }
}

async function addUser(values: z.output<typeof form>): Promise<0 | 1> {
  const config = readConfig(process.env);
  const store = openStore(config.databasePath);
  try {
    const passwordHash = await hashPassword(newToken());
    const accountId = await insertAccount(store, { ...values, passwordHash });
    if (accountId === undefined) {
      console.error(messages.accounts.emailTaken);
      return 1;
    }
    const link = { purpose: 'password', accountId, validFor: DAY } as const;
    const token = await insertAccessLink(store, link);
    console.log(config.baseUrl + paths.password(token));
    return 0;
  } finally {
    closeStore(store);
  }
}
