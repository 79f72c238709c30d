import { reasonSentence, findingMessages as said } from '../messages/findings.ts';
import type { Act } from './page.ts';

interface JournalRow {
  readonly at: number;
  readonly action: string;
  readonly accountName: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Quoted {
  readonly quote: string;
  readonly role: keyof typeof said.roles;
}

/** What the acts refer to by id. */
export interface Mentioned {
  readonly statusReasons: ReadonlyMap<number, string>;
  readonly evidence: ReadonlyMap<string, Quoted>;
  readonly removalReasons: ReadonlyMap<string, string>;
  readonly searches: ReadonlyMap<string, string>;
}

const QUOTE_SHOWN = 90;

/** The journal of a finding, latest act first, with what each was about and why. */
export function historyOf(acts: readonly JournalRow[], mentioned: Mentioned): Act[] {
  return acts
    .map((act) => ({
      at: act.at,
      who: act.accountName ?? (act.action === 'finding.create' ? said.analysis : said.platform),
      what: whatOf(act, mentioned),
      why: whyOf(act, mentioned),
    }))
    .toReversed();
}

function whatOf({ action, detail }: JournalRow, { evidence }: Mentioned): string {
  const act = said.acts[action] ?? said.otherAct;
  if (action === 'finding.update') return rewritten(detail.fields) ?? act;
  const quoted = evidence.get(String(detail.evidenceId));
  if (!quoted) return act;
  const quote = shortened(quoted.quote);
  return action === 'evidence.delete'
    ? said.actWithQuote(act, quote)
    : said.actWithRole(act, said.roles[quoted.role], quote);
}

function rewritten(fields: unknown): string | null {
  if (!Array.isArray(fields)) return null;
  const names = (['title', 'body', 'validity'] as const).filter((name) => fields.includes(name));
  return names.length === 0 ? null : said.rewritten(names.map((name) => said.fields[name]));
}

function whyOf({ action, detail }: JournalRow, mentioned: Mentioned): string | null {
  const reason =
    mentioned.statusReasons.get(Number(detail.statusId)) ??
    (action === 'evidence.delete'
      ? mentioned.removalReasons.get(String(detail.evidenceId))
      : mentioned.searches.get(String(detail.searchId)));
  return reason ? reasonSentence(reason) : null;
}

const shortened = (quote: string) =>
  quote.length > QUOTE_SHOWN ? `${quote.slice(0, QUOTE_SHOWN).replace(/\s+\S*$/, '')}…` : quote;
