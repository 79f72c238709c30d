import { z } from 'zod';
import { text } from '../text.ts';
import { question } from './question.ts';

const definition = question.extend({
  type: z.literal('scale'),
  min: z.int(),
  max: z.int(),
  minLabel: text,
  maxLabel: text,
});

export const scale = { type: 'scale', definition } as const;
