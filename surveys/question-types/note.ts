import { z } from 'zod';
import { question } from './question.ts';

/** A text to read; nothing to answer. */
const definition = question.extend({ type: z.literal('note') });

export const note = { type: 'note', definition } as const;
