import type { Store } from '../../db/open.ts';
import { findImportOf } from '../../db/queries/response-imports.ts';
import { surveyMessages } from '../../views/messages/surveys.ts';

/** Of a response that came with a file, the file and its line, in words. */
export async function importedFrom(store: Store, responseId: string): Promise<string | null> {
  const found = await findImportOf(store, responseId);
  return found ? surveyMessages.responses.channels.imported(found.fileName, found.line) : null;
}
