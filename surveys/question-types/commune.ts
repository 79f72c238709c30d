import { z } from 'zod';
import { question } from './question.ts';

/** The answer is an INSEE code; what it implies (EPCI, département, région) is looked up, never stored twice. */
const definition = question.extend({ type: z.literal('commune') });

export const commune = { type: 'commune', definition } as const;
