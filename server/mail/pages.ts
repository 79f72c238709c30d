import type { listMails, MailCounts, Mailing } from '../../db/queries/mailings.ts';
import type { MailKind, MailParts, SkipReason } from '../../db/queries/mails.ts';
import { formatDateTime, formatNumber } from '../../views/format.ts';
import type { CountView, MailRow, MessageView } from '../../views/mails/page.ts';
import { mailMessages as said } from '../../views/messages/mails.ts';
import { paths } from '../../views/paths.ts';
import type { Pill } from '../../views/surveys/page.ts';
import type { Config } from '../config.ts';
import { composeMail, type MailLinks } from './compose.ts';
import { senderOf } from './message.ts';

type Listed = Awaited<ReturnType<typeof listMails>>[number];

/** A mail as a page shows it. */
export function messageView(
  parts: Omit<MailParts, 'id'>,
  links: MailLinks,
  config: Config,
): MessageView {
  const { subject, paragraphs, footer } = composeMail(parts, links);
  const { name } = parts.person;
  return {
    from: senderOf(config),
    to: name ? `${name} <${parts.address}>` : parts.address,
    subject,
    paragraphs: paragraphs.map((one) =>
      'link' in one ? { ...one, lines: [] } : { lines: one.lines, link: '', label: '' },
    ),
    why: footer.why,
    optOut: footer.optOutUrl,
  };
}

const ORDER = [
  'waiting',
  'sent',
  'kept',
  'skipped',
  'bounced',
  'refused',
  'expired',
  'uncertain',
  'settled',
] as const;

export const totalOf = (counts: MailCounts): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** How many mails stand where; only what there is. */
export function factsOf(counts: MailCounts): CountView[] {
  return ORDER.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count > 0 ? { label: said.states[state].label, value: formatNumber(count) } : [];
  });
}

export function progressOf(counts: MailCounts) {
  const max = totalOf(counts);
  const value = max - (counts.waiting ?? 0);
  return { value, max, text: said.progress(value, max) };
}

/** What a mailing is doing; null once there is nothing left to do. */
export function pillOf({ pausedAt, cancelledAt }: Mailing, counts: MailCounts): Pill | null {
  if (cancelledAt !== null) return said.mailingStates.cancelled;
  if ((counts.waiting ?? 0) === 0) return null;
  return pausedAt === null ? said.mailingStates.leaving : said.mailingStates.paused;
}

export const titleOf = ({
  id,
  kind,
  createdAt,
}: Pick<Mailing, 'id' | 'kind' | 'createdAt'>): string =>
  id.startsWith('receipt-') ? said.receipts : said.mailingTitle(said.kinds[kind], createdAt);

export function rowOf(missionId: string, mail: Listed): MailRow {
  return {
    who: mail.name || mail.stakeholder?.function || said.unknownPerson,
    address: mail.address,
    kind: said.kinds[mail.kind],
    at: mail.endedAt ?? mail.createdAt,
    pill: said.states[mail.state],
    detail: detailOf(mail),
    href: mail.isReadable ? paths.outboxMail(missionId, mail.id) : null,
  };
}

function detailOf({ state, reason, decision, reply, attempts, dueAt }: Listed): string | null {
  if (state === 'skipped' && isReason(reason)) return said.reasons[reason];
  if (state === 'settled' && decision) return said.decisions[decision];
  if (state === 'waiting' && attempts > 0 && dueAt !== null)
    return said.retried(attempts, formatDateTime(dueAt), reply ?? '');
  return state === 'bounced' || state === 'refused' || state === 'expired' ? reply : null;
}

const isReason = (code: string | null): code is SkipReason =>
  code !== null && Object.hasOwn(said.reasons, code);

export const isKind = (text: string): text is MailKind => Object.hasOwn(said.kinds, text);
