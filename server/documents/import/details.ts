import { z } from 'zod';
import { CONSENTS, DOCUMENT_KINDS } from '../../../db/schema/sources.ts';
import { documentPages as said } from '../../../views/messages/document-pages.ts';
import type { SpeakerRole } from '../understand/transcript.ts';
import {
  type Choices,
  isRubric,
  proposedChoices,
  type ReadFile,
  type Understanding,
} from './choices.ts';

/** What a person says of a document beside its words. */
export const detailsForm = z.object({
  kind: z.enum(DOCUMENT_KINDS, said.kind),
  title: z.string().trim().min(1, said.titleMissing).max(300, said.titleTooLong),
  dated: z
    .string()
    .trim()
    .default('')
    .transform((day) => day || null)
    .pipe(z.iso.date(said.dated).nullable()),
  consent: z.enum(CONSENTS, said.consent),
});

const list = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);

const choicesForm = z.object({
  rubric: list,
  speaker: list,
  role: list,
  textColumn: z.string().optional().catch(undefined),
  idColumn: z.string().optional().catch(undefined),
});

const ROLES: readonly SpeakerRole[] = ['interviewer', 'interviewee', 'unknown'];

/** What the form chose; where it says nothing (a first look, a list of another length), what the file proposes. */
export function readChoices(
  file: ReadFile,
  understanding: Understanding,
  kind: Choices['kind'],
  body: unknown,
): Choices {
  const proposed = proposedChoices(file, understanding, kind);
  const typed = choicesForm.parse(body ?? {});
  const isWhole = typed.rubric.length === understanding.blocks.length;
  const roles = typed.speaker.flatMap((key, index): [string, SpeakerRole][] => {
    const role = ROLES.find((known) => known === typed.role[index]);
    return role ? [[key, role]] : [];
  });
  return {
    kind,
    rubrics: isWhole
      ? typed.rubric.map((value) => (isRubric(value) ? value : null))
      : proposed.rubrics,
    roles: roles.length > 0 ? Object.fromEntries(roles) : proposed.roles,
    textColumn: columnOf(file, typed.textColumn) ?? proposed.textColumn,
    idColumn: typed.idColumn === '' ? null : (columnOf(file, typed.idColumn) ?? proposed.idColumn),
  };
}

function columnOf(file: ReadFile, name: string | undefined): string | null {
  return file.kind === 'table' && name !== undefined && file.columns.includes(name) ? name : null;
}
