import { z } from 'zod';
import { plainTypes } from './plain.ts';
import { definitionsOf } from './union.ts';

/** A question that may stand in a repeated group: any but another repeated group. */
export const plainQuestion = z.discriminatedUnion('type', definitionsOf(plainTypes));

export type PlainQuestion = z.infer<typeof plainQuestion>;
