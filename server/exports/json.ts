import type { Value } from '../../surveys/columns.ts';
import type { ExportColumn } from './fact-columns.ts';
import type { ExportTable } from './table.ts';

/** One document: the schema of its columns, then every response. */
export async function* writeJson(table: ExportTable): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(schemaOf(table)).slice(0, -1)},"responses":[`);
  let separator = '\n';
  for await (const rows of table.rows()) {
    const lines = rows.map((row) => JSON.stringify(responseOf(table.columns, row)));
    if (lines.length > 0) yield Buffer.from(`${separator}${lines.join(',\n')}`);
    separator = ',\n';
  }
  yield Buffer.from('\n]}\n');
}

/** A response a line; the first line is the schema. */
export async function* writeJsonLines(table: ExportTable): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(schemaOf(table))}\n`);
  for await (const rows of table.rows()) {
    const lines = rows.map((row) => `${JSON.stringify(responseOf(table.columns, row))}\n`);
    yield Buffer.from(lines.join(''));
  }
}

function schemaOf({ title, exportedAt, isInternal, versions, columns }: ExportTable) {
  return {
    format: 'constat-responses',
    formatVersion: 1,
    survey: title,
    exportedAt: new Date(exportedAt).toISOString(),
    isInternal,
    questionnaires: versions.map(({ number, definition }) => ({ version: number, definition })),
    columns,
  };
}

/** Values by column; a column without a value is told with its reason, unless it was simply left blank. */
function responseOf(columns: readonly ExportColumn[], row: readonly Value[]) {
  const values: Record<string, string | number> = {};
  const missing: Record<string, string[]> = {};
  columns.forEach(({ name }, index) => {
    const value = row[index];
    if (value === undefined) return;
    if (typeof value !== 'object') values[name] = value;
    else if (value.reason !== 'blank') {
      const named = missing[value.reason] ?? [];
      named.push(name);
      missing[value.reason] = named;
    }
  });
  return { values, missing };
}
