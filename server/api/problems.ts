import type { z } from 'zod';
import { apiMessages } from '../../views/messages/api.ts';
import { HttpError } from '../errors.ts';

const said = apiMessages.fields;

/** A request to mend, with what is wrong point by point (RFC 9457, with a member of our own: `errors`). */
export const unprocessable = (sentence: string, errors: readonly Record<string, unknown>[]) =>
  new HttpError(422, sentence, errors);

/** What a schema refused, as pointers into what was sent and French sentences. */
export function fieldErrors({ issues }: z.ZodError) {
  return issues.slice(0, 50).map((issue) => ({
    pointer: pointerTo(issue.path),
    message: sentenceOf(issue),
  }));
}

/** RFC 6901. */
const pointerTo = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? said.missing : said.type;
    case 'invalid_value':
      return said.value;
    case 'invalid_format':
      return said.format;
    case 'too_small':
      return said.tooSmall;
    case 'too_big':
      return said.tooBig;
    case 'unrecognized_keys':
      return said.unknown;
    default:
      return said.other;
  }
}
