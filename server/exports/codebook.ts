import { formatDateTime } from '../../views/format.ts';
import { exportMessages as said } from '../../views/messages/exports.ts';
import type { ExportColumn } from './fact-columns.ts';
import type { ExportTable } from './table.ts';

/** What each column is, a row each, under its headings. */
export function codebookRows({ columns }: ExportTable): string[][] {
  const { codebook } = said;
  const headings = [
    codebook.column,
    codebook.section,
    codebook.question,
    codebook.label,
    codebook.kind,
    codebook.choices,
    codebook.condition,
    codebook.versions,
    codebook.missing,
  ];
  return [headings, ...columns.map(rowOf)];
}

function rowOf(column: ExportColumn): string[] {
  const { name, section = '', questionLabel = '', label, kind, choices = [] } = column;
  return [
    name,
    section,
    questionLabel,
    label,
    said.kinds[kind],
    choices.map(({ value, label: words }) => said.choice(value, words)).join('\n'),
    column.condition ?? '',
    said.versions(column.versions ?? []),
    column.question === undefined ? '' : missingOf(kind),
  ];
}

function missingOf(kind: ExportColumn['kind']): string {
  const { marks, missing } = said;
  const reasons = (['blank', 'not-asked', 'other-version', 'withheld'] as const).filter(
    (reason) => reason !== 'withheld' || kind === 'words',
  );
  return reasons
    .map((reason) => said.choice(marks[reason] || '(vide)', missing[reason]))
    .join('\n');
}

/** What the file is, when it was made, and what was left out of it. */
export function aboutRows({ title, exportedAt, count, versions, isInternal }: ExportTable) {
  const { about } = said;
  return [
    [about.survey, title],
    [about.exportedAt, formatDateTime(exportedAt)],
    [about.responses, String(count)],
    [about.versions, said.versions(versions.map(({ number }) => number))],
    [about.scope, isInternal ? about.internal : about.ordinary],
  ];
}
