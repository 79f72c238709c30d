import { describe, expect, test } from 'vitest';
import {
  columnCounts,
  columnsOf,
  indexColumns,
  matrixFromCells,
  matrixFromRows,
  select,
  takeRows,
} from '../../../analysis/math/matrix.ts';
import { readMatrixMarket } from '../../../analysis/math/matrixMarket.ts';

const mairie = matrixFromRows([[2, 0, 2], [], [1, 2], [0]], 4);

describe('A boolean table', () => {
  test('keeps each cell once, in the order of columns', () => {
    expect([...mairie.rowStart]).toEqual([0, 2, 2, 4, 5]);
    expect([...mairie.columns]).toEqual([0, 2, 1, 2, 0]);
    expect([...columnCounts(mairie)]).toEqual([2, 1, 2, 0]);
  });

  test('is the same whatever the order of its cells', () => {
    const rows = Int32Array.from([3, 0, 2, 0, 2, 0]);
    const columns = Int32Array.from([0, 2, 2, 0, 1, 2]);
    expect(matrixFromCells(4, 4, rows, columns)).toEqual(mairie);
  });

  test('tells which rows hold a column', () => {
    const { columnStart, rows } = indexColumns(mairie);
    expect([...columnStart]).toEqual([0, 2, 3, 5, 5]);
    expect([...rows]).toEqual([0, 3, 2, 0, 2]);
  });

  test('gives the part asked for, without what is left empty', () => {
    const part = select(mairie, Int32Array.from([3, 1, 2]), Int32Array.from([1, 2, 3]));
    expect([...part.rows]).toEqual([2]);
    expect([...part.columns]).toEqual([1, 2]);
    expect([...columnsOf(part.matrix, 0)]).toEqual([0, 1]);
  });

  test('numbers columns anew in the order they are asked for', () => {
    const part = select(mairie, Int32Array.from([0, 2]), Int32Array.from([2, 0]));
    expect([...part.columns]).toEqual([2, 0]);
    expect([...columnsOf(part.matrix, 0)]).toEqual([0, 1]);
    expect([...columnsOf(part.matrix, 1)]).toEqual([0]);
  });

  test('gives rows in another order', () => {
    const turned = takeRows(mairie, Int32Array.from([3, 2]));
    expect([...turned.rowStart]).toEqual([0, 1, 3]);
    expect([...turned.columns]).toEqual([0, 1, 2]);
  });
});

describe('A MatrixMarket file', () => {
  const read = (text: string) => readMatrixMarket(new TextEncoder().encode(text));
  const header = '%%MatrixMarket matrix coordinate integer general\n';

  test('is read with comments, blank lines, zeros and repeated cells', () => {
    const result = read(`${header}% une remarque\n2 3 5\n1 1 1\n\n2 3 4\n1 2 0\n2 3 1\n1 3 1`);
    expect(result).toEqual({ ok: true, matrix: matrixFromRows([[0, 2], [2]], 3) });
  });

  test('may have no values', () => {
    const result = read('%%MatrixMarket matrix coordinate pattern general\r\n1 2 1\r\n1 2\r\n');
    expect(result).toEqual({ ok: true, matrix: matrixFromRows([[1]], 2) });
  });

  test.each([
    ['%%MatrixMarket matrix array real general\n1 1\n1', 1, 'header'],
    ['', 1, 'header'],
    [`${header}deux 3 1\n`, 2, 'size'],
    [`${header}2 3 1\n1 x 1\n`, 3, 'cell'],
    [`${header}2 3 1\n1 1 oui\n`, 3, 'cell'],
    [`${header}2 3 2\n1 1 1\n3 1 1\n`, 4, 'outOfRange'],
    [`${header}2 3 2\n1 1 1\n`, 4, 'cellCount'],
    [`${header}2 3 1\n1 1 1\n1 2 1\n`, 4, 'cellCount'],
    [`${header}2 3 999999999\n1 1 1\n`, 3, 'cellCount'],
  ])('that is wrong is refused with its line: %j', (text, line, reason) => {
    expect(read(text)).toEqual({ ok: false, line, reason });
  });
});
