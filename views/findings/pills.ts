import type { FindingStatus } from '../../analysis/findings/rules.ts';
import { findingMessages as said } from '../messages/findings.ts';
import { messages } from '../messages.ts';
import type { Pill } from './page.ts';

const SIGNS: Readonly<Record<FindingStatus, Omit<Pill, 'label'>>> = {
  draft: { tone: 'neutral', icon: 'pencil' },
  proposed: { tone: 'accent', icon: 'send' },
  'in-review': { tone: 'accent', icon: 'eye' },
  validated: { tone: 'positive', icon: 'check' },
  returned: { tone: 'positive', icon: 'message-circle' },
  published: { tone: 'positive', icon: 'book-open' },
  rejected: { tone: 'negative', icon: 'x' },
  'to-review': { tone: 'caution', icon: 'rotate-ccw' },
};

export const statusPill = (status: FindingStatus): Pill => ({
  ...SIGNS[status],
  label: said.statuses[status],
});

export const isolatedPill: Pill = {
  label: said.isolated,
  tone: 'caution',
  icon: 'triangle-alert',
};

interface Words {
  readonly kind: keyof typeof messages.kinds;
  readonly consent: 'by-name' | 'by-function' | 'internal';
  readonly withdrawnAt: number | null;
}

/** What a reader has to know of a quote before using it. */
export function wordsPills({ kind, consent, withdrawnAt }: Words): Pill[] {
  const withdrawn: Pill = { label: said.withdrawn, tone: 'negative', icon: 'circle-x' };
  const internal: Pill = { label: said.internal, tone: 'caution', icon: 'lock' };
  const named: Pill = { label: said.byName, tone: 'neutral', icon: 'user-round' };
  const notVerbatim: Pill = { label: messages.kinds[kind], tone: 'neutral', icon: 'notebook-pen' };
  return [
    ...(withdrawnAt === null ? [] : [withdrawn]),
    ...(consent === 'internal' ? [internal] : []),
    ...(consent === 'by-name' ? [named] : []),
    ...(kind === 'verbatim' ? [] : [notVerbatim]),
  ];
}
