import { MISSING_REASONS } from '../../../surveys/columns.ts';
import { exportMessages as said } from '../../../views/messages/exports.ts';
import { aboutRows } from '../codebook.ts';
import type { ExportTable } from '../table.ts';
import { createCasePacker } from './cases.ts';
import { dictionaryOf } from './dictionary.ts';
import { type SpssVariable, spssVariables, TEXT_MISSING } from './variables.ts';

/** How many are written is only known at the end: SPSS then reads to the end of the file. */
const UNKNOWN_COUNT = -1;

/** A system file of SPSS: labels in French, reasons of missing values told apart, texts of any length in UTF-8. */
export async function* writeSpss(table: ExportTable): AsyncGenerator<Buffer> {
  const variables = await spssVariables(table);
  const cut = variables.filter((each) => each.kind === 'text' && each.isCut).length;
  yield dictionaryOf(variables, {
    label: table.title,
    createdAt: new Date(table.exportedAt),
    count: UNKNOWN_COUNT,
    notes: [
      ...aboutRows(table).map((row) => row.join(' : ')),
      ...missingNotes(variables),
      ...(cut > 0 ? [said.about.cut(cut)] : []),
    ],
  });
  const packer = createCasePacker(variables);
  for await (const rows of table.rows()) {
    for (const row of rows) packer.add(row);
    const packed = packer.take();
    if (packed.length > 0) yield packed;
  }
  yield packer.end();
}

/** What the codes of missing values mean, for texts and dates, which bear no labels. */
function missingNotes(variables: readonly SpssVariable[]): string[] {
  const numbers = variables.flatMap((each) => (each.kind === 'number' ? [each.missing] : []));
  const texts = Object.entries(TEXT_MISSING).map(([reason, code]) =>
    said.choice(code, said.missing[reason as keyof typeof TEXT_MISSING]),
  );
  const codes = new Set(
    numbers.flatMap((missing) =>
      MISSING_REASONS.map((reason) => said.choice(missing[reason], said.missing[reason])),
    ),
  );
  return [...texts, ...codes];
}
