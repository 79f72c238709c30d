import type { z } from 'zod';
import { fieldName, typedIn } from './fields.ts';
import { readWords, wordFaults } from './own-words.ts';
import type { OtherAnswer, openChoice } from './question.ts';
import type { Fields, Problem } from './type.ts';

/** What single and multiple choices share: « autre, préciser », and how a choice reads in words. */

export const MAX_OTHER_LENGTH = 280;

export type OpenChoice = z.infer<typeof openChoice>;
export type Chosen = string | OtherAnswer;

type Choosing = { readonly id: string; readonly choices: readonly OpenChoice[] };

export function idOf(chosen: Chosen): string {
  return typeof chosen === 'string' ? chosen : chosen.choice;
}

export function otherTextOf(chosen: Chosen): string | undefined {
  return typeof chosen === 'string' ? undefined : chosen.text;
}

export function openNames({ id, choices }: Choosing): string[] {
  return choices.filter(({ open }) => open).map((choice) => fieldName(id, choice.id));
}

/** A chosen id, with what was typed beside it where the choice is open. */
export function readChosen({ id, choices }: Choosing, chosen: string, fields: Fields): Chosen {
  const isOpen = choices.some((choice) => choice.id === chosen && choice.open);
  const text = isOpen ? readWords(typedIn(fields, fieldName(id, chosen))) : undefined;
  return text === undefined ? chosen : { choice: chosen, text };
}

export function writeOther({ id }: Choosing, chosen: readonly Chosen[]): Fields {
  const opened = chosen.filter((each) => typeof each !== 'string');
  return Object.fromEntries(opened.map(({ choice, text }) => [fieldName(id, choice), [text]]));
}

export function chosenFaults(question: Choosing, chosen: Chosen): Problem[] {
  const { id, choices } = question;
  const choice = choices.find((each) => each.id === idOf(chosen));
  const text = otherTextOf(chosen);
  if (!choice || (text !== undefined && !choice.open))
    return [{ code: 'unknown-choice', field: id }];
  return text === undefined ? [] : wordFaults(text, MAX_OTHER_LENGTH, fieldName(id, choice.id));
}

export function chosenGaps({ id, choices }: Choosing, chosen: Chosen): Problem[] {
  const choice = choices.find((each) => each.id === idOf(chosen));
  if (!choice?.open || otherTextOf(chosen) !== undefined) return [];
  return [
    { code: 'specify-other', field: fieldName(id, choice.id), facts: { label: choice.label } },
  ];
}

export function displayChosen({ choices }: Choosing, chosen: Chosen): string {
  const label = choices.find((choice) => choice.id === idOf(chosen))?.label ?? idOf(chosen);
  const text = otherTextOf(chosen);
  return text === undefined ? label : `${label}\u00a0: ${text}`;
}
