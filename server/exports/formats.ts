import { z } from 'zod';
import { writeCsv } from './csv.ts';
import { writeJson, writeJsonLines } from './json.ts';
import { writeR } from './r.ts';
import { writeSpss } from './spss/write.ts';
import type { ExportTable } from './table.ts';
import { writeXlsx } from './xlsx.ts';

export const EXPORT_FORMATS = ['xlsx', 'csv-tableur', 'csv', 'json', 'jsonl', 'sav', 'r'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What an export may be asked; a form sends texts. */
export const exportRequest = z.object({
  format: z.enum(EXPORT_FORMATS),
  /** Of CSV. */
  separator: z.enum([';', ',']).catch(';'),
  hasMark: z.boolean().catch(false),
  isLabelled: z.boolean().catch(false),
});
export type ExportRequest = z.infer<typeof exportRequest>;

interface Format {
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (table: ExportTable, request: ExportRequest) => AsyncGenerator<Buffer>;
}

export const formats: Readonly<Record<ExportFormat, Format>> = {
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (table, { isLabelled }) => writeXlsx(table, { isLabelled }),
  },
  'csv-tableur': {
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8',
    write: (table, { separator, isLabelled }) =>
      writeCsv(table, { separator, isLabelled, hasMark: true, isSafe: true }),
  },
  csv: {
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8',
    write: (table, { separator, hasMark, isLabelled }) =>
      writeCsv(table, { separator, hasMark, isLabelled, isSafe: false }),
  },
  json: { extension: 'json', mediaType: 'application/json', write: writeJson },
  jsonl: { extension: 'jsonl', mediaType: 'application/x-ndjson', write: writeJsonLines },
  sav: { extension: 'sav', mediaType: 'application/x-spss-sav', write: writeSpss },
  r: { extension: 'zip', mediaType: 'application/zip', write: writeR },
};
