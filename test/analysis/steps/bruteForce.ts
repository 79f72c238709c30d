/**
 * Reinert's split written the slow and plain way, on dense tables: what the quick one must equal.
 * Nothing here is shared with the code under test.
 */
export type Table = readonly (readonly number[])[];

const SAME = 1e-9;

export function denseChi2(table: Table, isFirst: readonly boolean[]): number {
  const columns = table[0].map((_, j) => j);
  const totals = (wanted: boolean) =>
    columns.map((j) =>
      table.reduce((sum, row, i) => sum + (isFirst[i] === wanted ? row[j] : 0), 0),
    );
  const observed = [totals(true), totals(false)];
  const sizes = observed.map((row) => row.reduce((a, b) => a + b, 0));
  const total = sizes[0] + sizes[1];
  if (sizes[0] === 0 || sizes[1] === 0) return 0;
  let chi2 = 0;
  for (const side of [0, 1]) {
    for (const j of columns) {
      const expected = ((observed[0][j] + observed[1][j]) * sizes[side]) / total;
      if (expected > 0) chi2 += (observed[side][j] - expected) ** 2 / expected;
    }
  }
  return chi2;
}

/** First singular value and row coordinates u/√r of the standardised residuals, formed in full. */
export function denseAxis(table: Table): { sigma: number; gap: number; coordinates: number[] } {
  const total = table.flat().reduce((a, b) => a + b, 0);
  const r = table.map((row) => row.reduce((a, b) => a + b, 0) / total);
  const c = table[0].map((_, j) => table.reduce((sum, row) => sum + row[j], 0) / total);
  const s = table.map((row, i) =>
    row.map((x, j) => (x / total - r[i] * c[j]) / Math.sqrt(r[i] * c[j])),
  );
  const square = s.map((a) => s.map((b) => a.reduce((sum, x, j) => sum + x * b[j], 0)));
  const { values, vectors } = jacobi(square);
  const order = values.map((_, i) => i).sort((a, b) => values[b] - values[a]);
  const first = vectors.map((row) => row[order[0]]);
  return {
    sigma: Math.sqrt(values[order[0]]),
    gap: values[order[0]] - values[order[1]],
    coordinates: first.map((u, i) => u / Math.sqrt(r[i])),
  };
}

/** The best prefix, then steepest ascent, each χ² from scratch; ties to the first of (class 1, class 2). */
export function denseSplit(table: Table, coordinates: readonly number[]) {
  const order = coordinates
    .map((_, i) => i)
    .sort((a, b) => coordinates[a] - coordinates[b] || a - b);
  const marksOf = (first: readonly number[]) => table.map((_, i) => first.includes(i));
  let cut = { size: 0, chi2: 0 };
  for (let size = 1; size < order.length; size++) {
    const chi2 = denseChi2(table, marksOf(order.slice(0, size)));
    if (chi2 > cut.chi2 * (1 + SAME)) cut = { size, chi2 };
  }
  let first = order.slice(0, cut.size);
  let second = order.slice(cut.size);
  let chi2 = cut.chi2;
  for (;;) {
    let best: { row: number; chi2: number } | undefined;
    for (const row of [...first, ...second]) {
      const moved = first.includes(row) ? first.filter((d) => d !== row) : [...first, row];
      const after = denseChi2(table, marksOf(moved));
      if (after > (best?.chi2 ?? chi2) * (1 + SAME)) best = { row, chi2: after };
    }
    if (best === undefined) return { cut, chi2, first: first.toSorted((a, b) => a - b) };
    const { row } = best;
    chi2 = best.chi2;
    if (first.includes(row)) {
      first = first.filter((d) => d !== row);
      second = [...second, row];
    } else {
      second = second.filter((d) => d !== row);
      first = [...first, row];
    }
  }
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix, by Jacobi rotations. */
function jacobi(matrix: readonly (readonly number[])[]) {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v: number[][] = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p][q]) < 1e-300) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cosine = 1 / Math.sqrt(t * t + 1);
        const sine = t * cosine;
        for (let k = 0; k < n; k++) {
          [a[k][p], a[k][q]] = [
            cosine * a[k][p] - sine * a[k][q],
            sine * a[k][p] + cosine * a[k][q],
          ];
        }
        for (let k = 0; k < n; k++) {
          [a[p][k], a[q][k]] = [
            cosine * a[p][k] - sine * a[q][k],
            sine * a[p][k] + cosine * a[q][k],
          ];
          [v[k][p], v[k][q]] = [
            cosine * v[k][p] - sine * v[k][q],
            sine * v[k][p] + cosine * v[k][q],
          ];
        }
      }
    }
  }
  return { values: a.map((row, i) => row[i]), vectors: v };
}
