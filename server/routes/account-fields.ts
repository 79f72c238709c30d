import { z } from 'zod';
import { messages } from '../../views/messages.ts';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../passwords.ts';

const { accounts } = messages;
const passwordMessage = accounts.passwordLength(PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH);

/** Fields that several forms ask of a person of the house. */
export const accountFields = {
  name: z.string(accounts.name).trim().min(1, accounts.name).max(100, accounts.name),
  email: z.string(accounts.email).trim().max(254, accounts.email).pipe(z.email(accounts.email)),
};

export const passwordField = z
  .string(passwordMessage)
  .min(PASSWORD_MIN_LENGTH, passwordMessage)
  .max(PASSWORD_MAX_LENGTH, passwordMessage);
