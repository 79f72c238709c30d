import type { MailParts } from '../../db/queries/mails.ts';
import { formatDate, formatDateTime } from '../../views/format.ts';
import { MAIL_VARIABLES, type MailVariable, mailMessages } from '../../views/messages/mails.ts';
import { dayInParis, lastInstantOf } from '../paris-days.ts';
import { spacedReceipt } from '../survey-pages.ts';

const said = mailMessages.compose;

/** A mail as words, before any protocol: what a page shows and what a message is made of. */
export interface ComposedMail {
  readonly subject: string;
  readonly paragraphs: readonly Paragraph[];
  /** Who writes, and how to hear no more. */
  readonly footer: { readonly why: string; readonly optOutUrl: string };
}

/** One paragraph, line by line; or the personal link standing alone, as a button. */
export type Paragraph =
  | { readonly lines: readonly string[] }
  | { readonly link: string; readonly label: string };

/** Where the links of a mail lead. */
export interface MailLinks {
  /** Opens the questionnaire. */
  readonly answerUrl: string;
  readonly optOutUrl: string;
}

/** Puts what is known of someone into the words of a mail. Pure: the same parts give the same mail. */
export function composeMail(
  parts: Omit<MailParts, 'id' | 'address'>,
  links: MailLinks,
): ComposedMail {
  const values = valuesOf(parts, links);
  const prefix = parts.isTrial ? said.trialPrefix : '';
  const written = parts.body
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/);
  return {
    subject: oneLine(prefix + fill(parts.subject, values)),
    paragraphs: [
      ...(parts.isTrial ? [{ lines: [said.trial] }] : []),
      ...written.map((text) => paragraphOf(text, values)),
    ],
    footer: { why: said.why(oneLine(parts.mission.title)), optOutUrl: links.optOutUrl },
  };
}

/** Names in braces that no mail knows, each once. */
export function unknownVariables(text: string): string[] {
  const names = [...text.matchAll(VARIABLE)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => !isVariable(name));
}

const VARIABLE = /\{([^{}\n]{1,40})\}/g;
const isVariable = (name: string): name is MailVariable => Object.hasOwn(MAIL_VARIABLES, name);

type Values = Readonly<Record<MailVariable, string>>;

function valuesOf(
  { person, survey, mission, receipt }: Omit<MailParts, 'id' | 'address'>,
  { answerUrl }: MailLinks,
): Values {
  const values: Values = {
    'prenom-nom': person.name ?? said.unknownPerson,
    fonction: person.function,
    organisme: person.organisation,
    commune: person.commune ?? person.organisation,
    lien: answerUrl,
    'date-de-cloture': closingOf(survey.closesAt),
    enquete: survey.title,
    mission: mission.title,
    commanditaire: mission.client,
    recu: receipt === null ? '' : spacedReceipt(receipt),
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, oneLine(value)]),
  ) as Values; // the same names
}

/** The last day, with its hour where the survey closes within the day. */
function closingOf(closesAt: number | null): string {
  if (closesAt === null) return said.noClosing;
  const isWholeDay = closesAt === lastInstantOf(dayInParis(closesAt));
  return isWholeDay ? formatDate(closesAt) : formatDateTime(closesAt);
}

function paragraphOf(text: string, values: Values): Paragraph {
  if (text.trim() === '{lien}') return { link: values.lien, label: said.button };
  return { lines: text.split('\n').map((line) => oneLine(fill(line, values))) };
}

const fill = (text: string, values: Values) =>
  text.replaceAll(VARIABLE, (whole, name: string) => (isVariable(name) ? values[name] : whole));

/** What someone typed in a name must not add a line, let alone a header. */
const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
