import type { Partition } from './partition.ts';

/** What a method of classification gives: partitions of the same rows, coarsest first. */
export type Family = {
  readonly partitions: readonly Partition[];
  /** The divisions that lead to a partition, the first one first. */
  treeOf(at: number): readonly Division[];
  /** How far a partition may be from the best one that the method looks for, as a share of it; absent: it is that one. */
  gapOf?(at: number): number;
};

export type Division = {
  readonly height: number;
  readonly children: readonly [Branch, Branch];
};

/** A child that is divided again (by the division of that index), or a class (from 1), or neither. */
export type Branch = {
  readonly division: number | null;
  readonly group: number | null;
  readonly size: number;
};
