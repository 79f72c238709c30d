import type { DataNode } from './tree.ts';

/** When, and for which response, expressions are evaluated: nothing here reads a clock or draws lots. */
export type Moment = {
  /** ISO 8601 with its offset, in the respondent's time: `2026-11-23T16:34:22.000+01:00`. */
  readonly now: string;
  /** The same for the whole life of a response: what `random()` and `uuid()` come from. */
  readonly seed: number;
};

/** Where an expression is read from. */
export type Scope = {
  readonly node: DataNode;
  /** Answers `${name}`: several nodes where the question is repeated; a name that nobody has is an empty set. */
  readonly lookUp: (name: string) => DataNode | readonly DataNode[] | undefined;
  /** Left out where nobody can say what time it is: `today()` and `now()` are then blank. */
  readonly moment?: Moment | undefined;
  /** The label of a choice of a question, for `jr:choice-name()`. */
  readonly choiceLabel?: ((question: string, choice: string) => string) | undefined;
  /** A list of choices as a tree, `root/item/…`, for `instance()`. */
  readonly list?: ((name: string) => DataNode | undefined) | undefined;
};
