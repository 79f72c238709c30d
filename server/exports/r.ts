import { exportMessages as said } from '../../views/messages/exports.ts';
import { writeArchive } from './archive.ts';
import { writeCsv } from './csv.ts';
import type { ExportColumn } from './fact-columns.ts';
import type { ExportTable } from './table.ts';

const DATA = 'reponses.csv';
const SCRIPT = 'charger.R';

/** An archive: the responses as raw CSV, and a script of R that loads them with their labels. */
export function writeR(table: ExportTable): AsyncGenerator<Buffer> {
  const csv = { separator: ',', hasMark: false, isSafe: false, isLabelled: false } as const;
  return writeArchive(
    [
      { name: SCRIPT, content: () => scriptOf(table) },
      { name: DATA, content: () => writeCsv(table, csv) },
    ],
    table.exportedAt,
  );
}

/** Base R alone. `reponses` holds the values, `manquants` why each empty cell is empty. */
async function* scriptOf({ title, columns }: ExportTable): AsyncGenerator<Buffer> {
  const { blank: _blank, ...marks } = said.marks;
  const reasons = Object.entries(marks).map(
    ([reason, mark]) => `${text(mark)} = ${text(said.missing[reason as keyof typeof marks])}`,
  );
  yield Buffer.from(`# ${title.replaceAll(/\s+/g, ' ')}
# À lancer depuis le dossier qui contient ${DATA} : source("${SCRIPT}", encoding = "UTF-8")
reponses <- read.csv("${DATA}", colClasses = "character", na.strings = character(0),
                     check.names = FALSE, encoding = "UTF-8", strip.white = FALSE)
raisons <- c(${reasons.join(', ')})
manquants <- as.data.frame(lapply(reponses, function(colonne) {
  raison <- unname(raisons[colonne])
  raison[colonne == ""] <- ${text(said.missing.blank)}
  factor(raison, levels = c(unname(raisons), ${text(said.missing.blank)}))
}), check.names = FALSE)
libelle <- function(nom, libelle) attr(reponses[[nom]], "label") <<- libelle
sans_valeur <- function(nom) reponses[[nom]][!is.na(manquants[[nom]])] <<- NA
nombre <- function(nom) reponses[[nom]] <<- as.numeric(reponses[[nom]])
jour <- function(nom) reponses[[nom]] <<- as.Date(reponses[[nom]])
instant <- function(nom) reponses[[nom]] <<- as.POSIXct(reponses[[nom]], format = "%Y-%m-%dT%H:%M", tz = "Europe/Paris")
# Un texte déjà entre crochets en porte une paire de plus dans le fichier.
texte <- function(nom) reponses[[nom]] <<- sub("^\\\\[(\\\\[+(?:${Object.values(marks)
    .map((mark) => mark.slice(1, -1))
    .join('|')})\\\\]+)\\\\]$", "\\\\1", reponses[[nom]], perl = TRUE)
choix <- function(nom, codes, libelles) {
  autres <- setdiff(unique(reponses[[nom]][!is.na(reponses[[nom]])]), codes)
  reponses[[nom]] <<- factor(reponses[[nom]], levels = c(codes, autres),
                             labels = make.unique(c(libelles, autres), sep = " "))
}
for (nom in names(reponses)) sans_valeur(nom)
`);
  for (const column of columns) yield Buffer.from(lineOf(column));
}

function lineOf(column: ExportColumn): string {
  const name = text(column.name);
  return `${readingOf(column, name)}\nlibelle(${name}, ${text(column.label)})\n`;
}

function readingOf({ kind, choices = [] }: ExportColumn, name: string): string {
  if (kind === 'number') return `nombre(${name})`;
  if (kind === 'mark') return `choix(${name}, c("0", "1"), c(${text(said.no)}, ${text(said.yes)}))`;
  if (kind === 'date') return `jour(${name})`;
  if (kind === 'date-time') return `instant(${name})`;
  if (kind !== 'code' || choices.length === 0) return `texte(${name})`;
  const codes = choices.map(({ value }) => text(String(value)));
  const labels = choices.map(({ label }) => text(label));
  return `choix(${name}, c(${codes.join(', ')}), c(${labels.join(', ')}))`;
}

/** A string of R; nothing of it is ever code. */
function text(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(/\s/gu, (space) => (space === '\u00a0' || space === '\u202f' ? space : ' '));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: R refuses them in a string
  return `"${escaped.replaceAll(/[\u0000-\u001F\u007F]/g, '')}"`;
}
