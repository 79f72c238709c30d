import { type Question, type Questionnaire, questionsOf } from './definition.ts';
import { typeOf } from './question-types/find.ts';
import type { Cell, Column } from './question-types/type.ts';
import type { Answers } from './routing.ts';

/** A published version of a questionnaire. */
export type Version = { readonly version: number; readonly definition: Questionnaire };

/** A column of an export that joins versions, and where it comes from. */
export type JoinedColumn = Column & {
  readonly question: string;
  /** The versions that hold it, oldest first. */
  readonly versions: readonly number[];
};

export type JoinedTable = {
  readonly columns: readonly JoinedColumn[];
  /** The cells of a response in the order of the columns; null where its version has no such column. */
  readonly cells: (version: number, answers: Answers) => Cell[];
};

/**
 * Every column of every version, each once: the same question (by its stable id) of the same type fills the same column,
 * whatever its place or its label became. The latest version gives the order, labels and choices; what it no longer has
 * comes after what stood before it. A question whose type changed keeps a column of its own for its former type, so that
 * a column never holds two kinds of answers.
 */
export function joinVersions(versions: readonly Version[]): JoinedTable {
  const ordered = [...versions].sort((a, b) => b.version - a.version);
  const keys: string[] = [];
  const columns = new Map<string, JoinedColumn>();
  const names = new Set<string>();
  for (const { version, definition } of ordered) {
    let place = 0;
    for (const { key, column, question } of columnsIn(definition)) {
      const known = columns.get(key);
      if (known) {
        columns.set(key, { ...known, versions: [version, ...known.versions] });
        place = keys.indexOf(key) + 1;
      } else {
        const own = named(column, version, names);
        names.add(own.name);
        columns.set(key, { ...own, question, versions: [version] });
        keys.splice(place, 0, key);
        place += 1;
      }
    }
  }
  const places = new Map(keys.map((key, index) => [key, index]));
  const definitions = new Map(versions.map(({ version, definition }) => [version, definition]));
  return {
    columns: keys.flatMap((key) => columns.get(key) ?? []),
    cells: (version, answers) => cellsOf(definitions.get(version), answers, places),
  };
}

type Placed = { readonly key: string; readonly column: Column; readonly question: string };

function columnsIn(definition: Questionnaire): Placed[] {
  return questionsOf(definition).flatMap((question) =>
    typeOf(question)
      .columns(question)
      .map((column) => ({ key: keyOf(question, column), column, question: question.id })),
  );
}

const keyOf = ({ type }: Question, { name }: Column) => `${type} ${name}`;

/** Two columns never bear the same name: the former type says which version it is from. */
function named(column: Column, version: number, taken: ReadonlySet<string>): Column {
  return taken.has(column.name) ? { ...column, name: `${column.name}.v${version}` } : column;
}

function cellsOf(
  definition: Questionnaire | undefined,
  answers: Answers,
  places: ReadonlyMap<string, number>,
): Cell[] {
  const cells: Cell[] = Array.from({ length: places.size }, () => null);
  if (!definition) return cells;
  for (const question of questionsOf(definition)) {
    const type = typeOf(question);
    const parsed = type.answer.safeParse(answers[question.id]);
    const row = type.cells(question, parsed.success ? parsed.data : undefined);
    for (const [index, column] of type.columns(question).entries()) {
      const place = places.get(keyOf(question, column));
      if (place !== undefined) cells[place] = row[index] ?? null;
    }
  }
  return cells;
}
