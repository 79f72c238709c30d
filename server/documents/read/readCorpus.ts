import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contribution } from '../../../analysis/corpus.ts';
import { readTranscript, speakersOf, speechOf } from '../understand/transcript.ts';
import { baseName, kindOfPath, listFolder } from './folder.ts';
import { distinctIds, type PlacedContribution } from './identifiers.ts';
import { readIsolated } from './isolated.ts';
import type { FieldChoice } from './jsonl.ts';
import { CORPUS_LIMITS, checkInputSize } from './limits.ts';
import { problem, ReadError } from './problem.ts';
import type { DocumentProblem, Reading, TextDocument } from './reading.ts';
import { tableContributions } from './table.ts';

export interface CorpusOptions extends FieldChoice {
  /** Keeps what the interviewer says in transcripts; by default only those who answer are read. */
  readonly hasInterviewer?: boolean;
}

export interface CorpusReading {
  readonly contributions: readonly Contribution[];
  /** What was left out, file by file and line by line; the rest was read. */
  readonly problems: readonly DocumentProblem[];
  /** What is worth knowing about what was read. */
  readonly warnings: readonly DocumentProblem[];
}

/**
 * Reads a corpus from disk: a JSONL, CSV, XLSX or IRaMuTeQ file, one document, or a folder of documents
 * (subfolders included), one contribution a document, named by its path in the folder, in code-unit order.
 */
export async function readCorpus(
  path: string,
  options: CorpusOptions = {},
): Promise<CorpusReading> {
  const kind = await kindOfPath(path);
  if (kind === 'missing') return onlyProblem(problem('fileMissing', {}, { file: path }));
  if (kind !== 'folder') return readFileOfCorpus(path, baseName(path), options);
  const { files, links } = await listFolder(path);
  const parts: FilePart[] = [];
  for (const name of files) {
    parts.push({ name, ...(await readFileOfCorpus(join(path, name), name, options)) });
  }
  const refused = links.map((name) => problem('symbolicLink', {}, { file: name }));
  if (parts.length === 0) {
    return {
      contributions: [],
      problems: [...refused, problem('emptyFolder', {}, { file: path })],
      warnings: [],
    };
  }
  return merge(parts, refused);
}

interface FilePart extends CorpusReading {
  readonly name: string;
}

/** A file that holds many texts keeps their identifiers under its own name: « avis.csv/12 ». */
function merge(parts: readonly FilePart[], refused: readonly DocumentProblem[]): CorpusReading {
  const placed = parts.flatMap(({ name, contributions }): PlacedContribution[] =>
    contributions.map((contribution) => ({
      ...contribution,
      id: contribution.id === name ? name : `${name}/${contribution.id}`,
    })),
  );
  const distinct = distinctIds(placed);
  return {
    contributions: distinct.contributions,
    problems: [...refused, ...parts.flatMap((part) => part.problems), ...distinct.problems],
    warnings: parts.flatMap((part) => part.warnings),
  };
}

async function readFileOfCorpus(
  path: string,
  name: string,
  options: CorpusOptions,
): Promise<CorpusReading> {
  try {
    const { size } = await lstat(path);
    checkInputSize(size, CORPUS_LIMITS);
    const reading = await readIsolated(await readFile(path), name, CORPUS_LIMITS, options);
    return inFile(name, toContributions(reading, name, options));
  } catch (error) {
    if (error instanceof ReadError)
      return onlyProblem({ ...error.problem, where: { file: name, ...error.problem.where } });
    if (error instanceof Error && 'syscall' in error)
      return onlyProblem(problem('fileMissing', {}, { file: name }));
    throw error;
  }
}

function toContributions(reading: Reading, name: string, options: CorpusOptions): CorpusReading {
  if (reading.kind === 'failure') return onlyProblem(reading.problem);
  if (reading.kind === 'collection') return reading;
  if (reading.kind === 'table') {
    const { contributions, problems, warnings } = tableContributions(reading, options);
    return {
      contributions,
      problems: [...reading.problems, ...problems],
      warnings: [...reading.warnings, ...warnings],
    };
  }
  return documentContribution(reading, name, options);
}

function documentContribution(
  document: TextDocument,
  name: string,
  options: CorpusOptions,
): CorpusReading {
  const transcript = options.hasInterviewer ? null : readTranscript(document);
  const interviewers = transcript && speakersOf(transcript, 'interviewer');
  const speech =
    transcript && interviewers?.size
      ? speechOf(document, transcript, (speaker) => !interviewers.has(speaker))
      : '';
  if (!transcript || !interviewers || speech === '') {
    return {
      contributions: [{ id: name, text: document.text }],
      problems: [],
      warnings: document.warnings,
    };
  }
  const asking = transcript.speakers.filter(({ key }) => interviewers.has(key));
  return {
    contributions: [{ id: name, text: speech }],
    problems: [],
    warnings: [
      ...document.warnings,
      problem('interviewerSetAside', {
        turns: asking.reduce((sum, speaker) => sum + speaker.turns, 0),
        speakers: asking.map(({ label }) => label),
      }),
    ],
  };
}

function inFile(file: string, reading: CorpusReading): CorpusReading {
  const place = (found: DocumentProblem): DocumentProblem => ({
    ...found,
    where: { file, ...found.where },
  });
  return {
    contributions: reading.contributions,
    problems: reading.problems.map(place),
    warnings: reading.warnings.map(place),
  };
}

function onlyProblem(found: DocumentProblem): CorpusReading {
  return { contributions: [], problems: [found], warnings: [] };
}
