import { type Change, type Compared, type Detail, diffDefinitions } from '../../../surveys/diff.ts';
import type { Draft } from '../../../surveys/edit/draft.ts';
import { checkDraft } from '../../../surveys/edit/problems.ts';
import { diffWords } from '../../../views/findings/diff.ts';
import { questionnaireMessages as said } from '../../../views/messages/questionnaires.ts';
import type { ChangeView } from '../../../views/questionnaires/page.ts';
import { short } from './condition.ts';
import { typeName } from './fields.ts';

export const comparedOf = (draft: Draft): Compared => ({
  draft,
  readable: checkDraft(draft).readable,
});

export const changesBetween = (before: Draft, after: Draft): Change[] =>
  diffDefinitions(comparedOf(before), comparedOf(after));

export function changeViews(changes: readonly Change[]): ChangeView[] {
  return changes.map(({ kind, what, label, details }) => ({
    label:
      what === 'questionnaire'
        ? said.diff.questionnaire
        : `${said.diff.things[what]} « ${short(label)} »`,
    pill: said.diff.kinds[kind],
    details: details.map((detail) => ({
      label: fieldLabel(detail.field),
      parts: partsOf(detail),
    })),
  }));
}

function partsOf({ field, before, after }: Detail): ChangeView['details'][number]['parts'] {
  const [old, young] = [valueWords(field, before), valueWords(field, after)];
  if (old === null) return [{ kind: 'added', text: young ?? '' }];
  if (young === null) return [{ kind: 'removed', text: old }];
  return diffWords(old, young);
}

function valueWords(field: string, value: string | null): string | null {
  if (value === null) return null;
  if (field === 'type') return typeName(value);
  return value === 'true' ? said.diff.yes : value;
}

function fieldLabel(field: string): string {
  const [name = '', ...rest] = field.split('/');
  const label = said.diff.fields[name] ?? said.fields[name]?.label ?? name;
  return rest.length > 0 && said.fields[name]
    ? label
    : field.includes(' ')
      ? `${said.diff.translation} (${field})`
      : label;
}

/** « 2 questions ajoutées, 1 modifiée » */
export function summaryOfChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return said.diff.none;
  const counts = (['added', 'removed', 'changed', 'moved'] as const).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count > 0 ? [said.diff.counts[kind](count)] : [];
  });
  return `${counts.join(', ')}.`;
}
