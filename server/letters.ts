import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { codeFrom, spacedCode } from '../db/codes.ts';
import { formatNumber } from '../views/format.ts';
import type { InvitationLettersPage } from '../views/invitations/page.ts';
import { letterMessages as said } from '../views/messages/letters.ts';
import { paths } from '../views/paths.ts';
import { drawQr } from '../views/qr.ts';

/** Someone to write to on paper. */
export interface Addressee {
  readonly token: string;
  readonly name: string | null;
  readonly function: string;
  readonly organisation: string;
  /** As it was imported; the commune stands for it otherwise. */
  readonly address: string | null;
  /** « 88130 Vologny ». */
  readonly town: string | null;
}

export const LETTER_FORMATS = ['letters', 'labels'] as const;

/** A page of paper sheets: more of them would take the browser too long to lay out. */
const LETTERS_PER_PART = 200;
const DRAWN_AT_ONCE = 20;

export const letterForm = z.object({
  format: z.enum(LETTER_FORMATS).catch('letters'),
  part: z.coerce.number().int().min(1).max(1000).catch(1),
  text: z
    .string()
    .max(4000)
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .catch(''),
});

/** The sheets of one part, each with its drawing, its address and its code. */
export async function writeLetters(
  addressees: readonly Addressee[],
  { format, part, text }: z.infer<typeof letterForm>,
  baseUrl: string,
): Promise<Pick<InvitationLettersPage, 'letters' | 'parts' | 'formats' | 'isLabels' | 'text'>> {
  const paragraphs = format === 'letters' ? text.split(/\n\s*\n/) : [];
  const chosen = addressees.slice((part - 1) * LETTERS_PER_PART, part * LETTERS_PER_PART);
  const letters: InvitationLettersPage['letters'][number][] = [];
  for (const [rank, addressee] of chosen.entries()) {
    // A drawing takes a millisecond: other requests pass between two handfuls.
    if (rank % DRAWN_AT_ONCE === 0) await setImmediate();
    const label = [addressee.name, addressee.organisation].filter(Boolean).join(', ');
    letters.push({
      label: said.letterOf(label),
      addressee: linesOf(addressee),
      paragraphs,
      qr: drawQr(baseUrl + paths.invitation(addressee.token), said.qrOf(label)),
      code: spacedCode(codeFrom(addressee.token)),
      codeUrl: (baseUrl + paths.code()).replace(/^https?:\/\//, ''),
    });
  }
  return {
    letters,
    text,
    isLabels: format === 'labels',
    parts: partsOf(addressees.length, part),
    formats: LETTER_FORMATS.map((value) => ({
      value,
      ...said.formats[value],
      isSelected: value === format,
    })),
  };
}

function linesOf({ name, function: role, organisation, address, town }: Addressee): string[] {
  const place = address?.split('\n').map((line) => line.trim()) ?? [town];
  return [name, role, organisation, ...place].flatMap((line) => line || []);
}

function partsOf(count: number, current: number) {
  const parts = Math.ceil(count / LETTERS_PER_PART);
  if (parts < 2) return [];
  return Array.from({ length: parts }, (_, rank) => ({
    value: `${rank + 1}`,
    label: said.part(
      formatNumber(rank * LETTERS_PER_PART + 1),
      formatNumber(Math.min(count, (rank + 1) * LETTERS_PER_PART)),
    ),
    isSelected: rank + 1 === current,
  }));
}
