import { createHash } from 'node:crypto';
import type { Rival } from '../db/queries/responses.ts';
import { type Draft, type Form, fieldsOf, pageFields, SHOWN_FIELD } from '../surveys/answers.ts';
import type { Question, Section } from '../surveys/definition.ts';
import { typeOf } from '../surveys/question-types/find.ts';
import type { Fields, LookUps } from '../surveys/question-types/type.ts';
import { responseMessages } from '../views/messages/responses.ts';

/**
 * One response, two devices, the same page. A page tells what stood there when it was opened; when it comes back,
 * each question is compared three ways: what stood, what stands, what was typed here. What only one of the two
 * touched goes on; where both did, what stands is kept and what was typed here is kept beside it, for their author.
 */

/** Field of the page: question → digest of what stood there. */
export const BASE_FIELD = '_base';
/** Field that says which of two versions stands: `_keep.<question>`. */
export const keepField = (question: string) => `_keep.${question}`;

/** What a page should say of its answers as they stand, to be told later what was typed over them. */
export function baseOf(section: Section, draft: Draft): string {
  const fields = pageFields(section, draft);
  const digests = answered(section).map((question) => [question.id, digestOf(question, fields)]);
  return JSON.stringify(Object.fromEntries(digests));
}

export interface Meeting {
  /** The form without what another device should not see overwritten. */
  readonly form: Form;
  /** What to keep beside the answers; null for a choice that was made. */
  readonly rivals: Readonly<Record<string, Fields | null>>;
  /** Questions that were written on two devices, in the order of the page. */
  readonly met: readonly string[];
}

/** Sets what a page brings against what stands now. */
export function meet(
  section: Section,
  form: Form,
  draft: Draft,
  held: readonly Pick<Rival, 'question' | 'fields'>[],
): Meeting {
  const typed = fieldsOf(form);
  const standing = pageFields(section, draft);
  const base = readBase(typed[BASE_FIELD]?.[0]);
  const shown = new Set(typed[SHOWN_FIELD] ?? []);
  const rivals: Record<string, Fields | null> = {};
  let fields = typed;
  for (const question of answered(section)) {
    const { id } = question;
    if (!shown.has(id)) continue;
    const rival = held.find((each) => each.question === id);
    const choice = typed[keepField(id)]?.[0];
    if (rival && choice === 'other') fields = { ...without(question, fields), ...rival.fields };
    const outcome = rival && choice ? 'chosen' : compare(question, base[id], standing, fields);
    if (outcome === 'chosen') rivals[id] = null;
    if (outcome === 'both') rivals[id] = own(question, fields);
    if (outcome === 'both' || outcome === 'there')
      fields = { ...without(question, fields), ...own(question, standing) };
  }
  const met = Object.keys(rivals).filter((id) => rivals[id] !== null);
  return { form: fields, rivals, met };
}

/** What keeps a response from being sent while two versions of a question stand. */
export const twoVersions = (question: string) => ({
  ...{ question, field: `question-${question}` },
  code: 'own-words' as const,
  facts: { message: responseMessages.twoVersions },
});

/** The two versions of a question in words, for their author to choose. */
export function versionsOf(
  question: Question,
  draft: Draft,
  rival: Pick<Rival, 'fields'>,
  lookUps: LookUps,
): { readonly standing: string[]; readonly other: string[] } {
  const standing = pageFields({ questions: [question] }, draft);
  return {
    standing: wordsIn(question, standing, lookUps),
    other: wordsIn(question, rival.fields, lookUps),
  };
}

function compare(
  question: Question,
  base: string | undefined,
  standing: Fields,
  typed: Fields,
): 'here' | 'there' | 'both' {
  const [stands, wants] = [digestOf(question, standing), digestOf(question, typed)];
  if (base === undefined || stands === base || stands === wants) return 'here';
  return wants === base ? 'there' : 'both';
}

const answered = ({ questions }: Section) =>
  questions.filter((question) => typeOf(question).isAnswered && !typeOf(question).isSilent);

const DIGEST_LENGTH = 10;

/** Of the answer where there is one, however it was typed; otherwise of what was typed. */
function digestOf(question: Question, fields: Fields): string {
  const type = typeOf(question);
  const { answer } = type.read(question, fields);
  const said = answer === undefined ? own(question, fields) : type.write(question, answer);
  const filled = Object.entries(said)
    .map(([name, values]) => [name, values.filter((value) => value !== '')] as const)
    .filter(([, values]) => values.length > 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(filled))
    .digest('base64url')
    .slice(0, DIGEST_LENGTH);
}

function own(question: Question, fields: Fields): Fields {
  const names = typeOf(question).fieldNames(question);
  return Object.fromEntries(
    names.flatMap((name) => (fields[name] ? [[name, fields[name]] as const] : [])),
  );
}

function without(question: Question, fields: Fields): Fields {
  const names = new Set(typeOf(question).fieldNames(question));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
}

function readBase(text: string | undefined): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function wordsIn(question: Question, fields: Fields, lookUps: LookUps): string[] {
  const type = typeOf(question);
  const { answer } = type.read(question, fields);
  if (answer !== undefined) return type.display(question, answer, lookUps);
  return Object.values(own(question, fields))
    .flat()
    .filter((value) => value !== '');
}
