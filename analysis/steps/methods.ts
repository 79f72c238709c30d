import type { MethodName } from '../analysis.ts';
import type { CountTable } from '../math/matrix.ts';
import type { Settings } from '../settings.ts';
import { classifyByCrossing } from './doubleFamily.ts';
import type { Effort, RunStarts } from './ensemble.ts';
import type { Family } from './families.ts';
import { classifyByMixture } from './mixtureFamily.ts';
import { classifyByDescent } from './reinertFamily.ts';

/** What is classified: units × forms, and the contribution of each unit. */
export type Part = { readonly table: CountTable; readonly blocks: Uint32Array };

/** A method ready to run, on a whole table or on a resample of it. */
export type Method = {
  readonly name: MethodName;
  /** Partitions for as many of the asked numbers of classes (ascending) as the table lets itself have. */
  classify(
    part: Part,
    classes: readonly number[],
    effort: Effort,
    afterStep?: (done: number, total: number) => void,
    run?: RunStarts,
  ): Family;
};

/** A class of one or two units is an anecdote, whatever the corpus. */
const SMALLEST_CLASS = 3;
/** When many classes are asked for, one may be this part of an even share. */
const SMALLEST_PART = 0.1;

export function createMethod(name: MethodName, settings: Settings): Method {
  const minimumRows = (table: CountTable, classes: readonly number[]) => {
    const isAsked = settings.classes !== 'auto';
    const part = isAsked ? SMALLEST_PART / Math.max(1, ...classes) : 1;
    const share = Math.min(settings.minimumShare, part);
    return Math.max(SMALLEST_CLASS, Math.ceil(share * table.matrix.rowCount));
  };
  if (name === 'double') {
    return {
      name,
      classify: (part, classes, effort, afterStep) =>
        classifyByCrossing(
          part,
          classes,
          { minimumRows: minimumRows(part.table, classes), reinert: settings.reinert, effort },
          afterStep,
        ),
    };
  }
  if (name === 'reinert') {
    return {
      name,
      classify: ({ table }, classes, _effort, afterStep) =>
        classifyByDescent(
          table.matrix,
          classes,
          minimumRows(table, classes),
          settings.reinert,
          afterStep,
        ),
    };
  }
  return {
    name,
    classify: ({ table }, classes, effort, afterStep, run) =>
      classifyByMixture(
        table,
        classes,
        { minimumRows: minimumRows(table, classes), seed: settings.seed, effort },
        afterStep,
        run,
      ),
  };
}
