import { openArchive } from './archive.ts';
import { readCsv, sniffDelimiter } from './csv.ts';
import { readDocx } from './docx.ts';
import { decodeText } from './encoding.ts';
import { readIramuteq } from './iramuteq.ts';
import { type FieldChoice, readJsonl } from './jsonl.ts';
import {
  type Budget,
  checkInputSize,
  type ReadLimits,
  startBudget,
  UPLOAD_LIMITS,
} from './limits.ts';
import { readOdt } from './odt.ts';
import { readPdf } from './pdf.ts';
import { readPlainText } from './plainText.ts';
import { problem, ReadError } from './problem.ts';
import type { DocumentFormat, DocumentProblem, ReadFailure, Reading } from './reading.ts';
import { sniffArchive, sniffContainer, sniffOldOffice, sniffText } from './sniff.ts';
import { readXls } from './xls.ts';
import { readXlsx } from './xlsx.ts';

/**
 * Reads a file that someone else wrote, by its content and never by its name. Resolves to what it holds, or
 * to a failure that says what is wrong; rejects only on a defect of ours.
 */
export async function readDocument(
  bytes: Uint8Array,
  fileName: string,
  limits: ReadLimits = UPLOAD_LIMITS,
  fields: FieldChoice = {},
): Promise<Reading> {
  try {
    checkInputSize(bytes.length, limits);
    const reading = await readByContent(bytes, fileName, fields, startBudget(limits));
    return withExtensionWarning(reading, fileName);
  } catch (error) {
    if (error instanceof ReadError)
      return { kind: 'failure', problem: placed(error.problem, fileName) };
    throw error;
  }
}

function placed(refusal: DocumentProblem, file: string): DocumentProblem {
  return { ...refusal, where: { file, ...refusal.where } };
}

async function readByContent(
  bytes: Uint8Array,
  fileName: string,
  fields: FieldChoice,
  budget: Budget,
): Promise<Exclude<Reading, ReadFailure>> {
  const container = sniffContainer(bytes);
  if (container === 'pdf') return readPdf(bytes, fileName, budget);
  if (container === 'plain') return readText(bytes, fileName, fields, budget);
  if (container === 'oldOffice') {
    sniffOldOffice(bytes);
    return readXls(bytes, fileName, budget);
  }
  const archive = await openArchive(bytes, budget);
  const format = sniffArchive(archive);
  if (format === 'xlsx') return readXlsx(archive, fileName, budget);
  return format === 'odt'
    ? readOdt(archive, fileName, budget)
    : readDocx(archive, fileName, budget);
}

function readText(bytes: Uint8Array, fileName: string, fields: FieldChoice, budget: Budget) {
  const decoded = decodeText(bytes);
  const kind = sniffText(decoded.text);
  if (kind === 'jsonl') return readJsonl(decoded, fileName, fields, budget);
  budget.takeText(decoded.text.length);
  if (kind === 'iramuteq') return readIramuteq(decoded, fileName, budget);
  const isNamedTable = TABLE_EXTENSIONS.has(extensionOf(fileName));
  const delimiter = sniffDelimiter(decoded.text, isNamedTable) ?? (isNamedTable ? ',' : null);
  return delimiter === null
    ? readPlainText(decoded, fileName)
    : readCsv(decoded, fileName, delimiter, budget);
}

const TABLE_EXTENSIONS: ReadonlySet<string> = new Set(['csv', 'tsv', 'tab']);

/** Extensions under which each format is at home. */
const EXTENSIONS: Record<DocumentFormat, readonly string[]> = {
  docx: ['docx', 'docm', 'dotx', 'dotm'],
  odt: ['odt', 'ott'],
  pdf: ['pdf'],
  text: ['txt', 'text', 'md', 'asc', ''],
  csv: ['csv', 'tsv', 'tab', 'txt'],
  xlsx: ['xlsx', 'xlsm', 'xltx'],
  xls: ['xls', 'xlt'],
  iramuteq: ['txt', 'text'],
  jsonl: ['jsonl', 'ndjson', 'json', 'txt'],
};

function withExtensionWarning<R extends Exclude<Reading, ReadFailure>>(
  reading: R,
  fileName: string,
): R {
  const extension = extensionOf(fileName);
  if (EXTENSIONS[reading.format].includes(extension)) return reading;
  const warning = problem('extensionDiffers', {
    extension: `.${extension}`,
    format: reading.format,
  });
  return { ...reading, warnings: [warning, ...reading.warnings] };
}

function extensionOf(fileName: string): string {
  return /\.(?<extension>[^./\\]*)$/u.exec(fileName)?.groups?.extension?.toLowerCase() ?? '';
}
