import { plainTypes } from './plain.ts';
import { repeat } from './repeat.ts';

export const questionTypes = [...plainTypes, repeat] as const;
