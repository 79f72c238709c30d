import type {
  DocumentRow,
  EvidenceOfDocument,
  listWordsOfDocument,
} from '../../../db/queries/documents.ts';
import type { DocumentPage } from '../../../views/documents/page.ts';
import { formatDate, formatNumber } from '../../../views/format.ts';
import { documentPages as said } from '../../../views/messages/document-pages.ts';
import { paths } from '../../../views/paths.ts';
import { isRubric } from '../import/choices.ts';
import { type Mark, markedParagraphs } from './marks.ts';

type Words = Awaited<ReturnType<typeof listWordsOfDocument>>;

/** Where a link into the document leads: a span of one of its contributions. */
export interface Target {
  readonly contributionId: string;
  readonly start: number;
  readonly end: number;
}

/** The document's text by contribution, with what findings rest on and what a link leads to marked in place. */
export function contributionsOf(
  missionId: string,
  words: Words,
  evidence: readonly EvidenceOfDocument[],
  target: Target | null,
): DocumentPage['contributions'] {
  return words.map(({ id, locator, text }) => {
    const cited = evidence
      .filter(({ contributionId }) => contributionId === id)
      .map(
        ({ start, end, role, findingId, findingTitle }): Mark => ({
          start,
          end,
          href: paths.finding(missionId, findingId),
          label: `${said.evidenceRole[role]}\u00a0: ${findingTitle}`,
        }),
      );
    const sought = target?.contributionId === id ? [{ ...target, id: 'segment' }] : [];
    return {
      id,
      title: titleOf(locator),
      paragraphs: markedParagraphs(text, [...sought, ...cited]),
    };
  });
}

/** A rubric by its name, a question or a heading as it is; a bare number says nothing. */
function titleOf(locator: string): string | null {
  if (isRubric(locator)) return said.rubrics[locator];
  return locator === '' || /^\d+$/u.test(locator) ? null : locator;
}

export function factsOf(
  { document, stakeholder, importedByName }: DocumentRow,
  territory: string | null,
): DocumentPage['facts'] {
  const speaker = stakeholder && [stakeholder.function, stakeholder.organisation].join(', ');
  return [
    { label: said.facts.kind, value: said.kinds[document.kind] },
    ...(speaker ? [{ label: said.facts.speaker, value: speaker }] : []),
    ...(territory ? [{ label: said.facts.territory, value: territory }] : []),
    ...(document.dated
      ? [{ label: said.facts.dated, value: formatDate(dayOf(document.dated)) }]
      : []),
    { label: said.facts.consent, value: said.consents[document.consent] },
    { label: said.facts.file, value: said.fileFact(document.fileName, sizeOf(document.size)) },
    { label: said.facts.hash, value: document.sha256.slice(0, 16) },
    {
      label: said.facts.imported,
      value: said.importedBy(formatDate(document.importedAt), importedByName),
    },
  ];
}

/** Noon: the same calendar day wherever it is formatted. */
export const dayOf = (day: string) => Date.parse(`${day}T12:00:00Z`);

function sizeOf(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  return megabytes >= 1
    ? said.size.megabytes(formatNumber(megabytes, 1))
    : said.size.kilobytes(formatNumber(Math.max(1, Math.round(bytes / 1024))));
}
