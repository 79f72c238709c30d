import type {
  DocumentPlace,
  DocumentProblem,
  DocumentProblemCode,
  DocumentProblemParams,
} from '../../../views/messages/documents.ts';

export function problem<Code extends DocumentProblemCode>(
  code: Code,
  params: DocumentProblemParams<Code>,
  where: DocumentPlace = {},
): DocumentProblem {
  // The three parts match by construction; TypeScript does not narrow the union from a generic code.
  return { code, params, where } as DocumentProblem;
}

/** A file that cannot be read: thrown from deep inside a parser, turned into a value by `readDocument`. */
export class ReadError extends Error {
  readonly problem: DocumentProblem;

  constructor(refusal: DocumentProblem) {
    super(refusal.code);
    this.problem = refusal;
  }
}

export function refuse<Code extends DocumentProblemCode>(
  code: Code,
  params: DocumentProblemParams<Code>,
  where: DocumentPlace = {},
): never {
  throw new ReadError(problem(code, params, where));
}
