/**
 * Eigenvalues, largest first, and unit eigenvectors of a symmetric n × n matrix given row by row;
 * vectors[k · n + i] is the i-th term of the k-th. Cyclic Jacobi rotations (Golub & Van Loan 8.5).
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 50 && !isDiagonal(a, n); sweep++) {
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i);
  order.sort((i, j) => a[j * n + j] - a[i * n + i] || i - j);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(v.subarray(from * n, from * n + n), to * n);
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i]), vectors };
}

function isDiagonal(a: Float64Array, n: number): boolean {
  let beside = 0;
  let along = 0;
  for (let i = 0; i < n; i++) {
    along += a[i * n + i] ** 2;
    for (let j = i + 1; j < n; j++) beside += a[i * n + j] ** 2;
  }
  return beside <= along * 1e-30;
}

/** Cancels a[p, q]; rows of v gather the rotations, so that they end as eigenvectors. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const beside = a[p * n + q];
  if (beside === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * beside);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) {
    const x = a[p * n + k];
    const y = a[q * n + k];
    a[p * n + k] = cosine * x - sine * y;
    a[q * n + k] = sine * x + cosine * y;
  }
  for (let k = 0; k < n; k++) {
    const x = a[k * n + p];
    const y = a[k * n + q];
    a[k * n + p] = cosine * x - sine * y;
    a[k * n + q] = sine * x + cosine * y;
  }
  for (let k = 0; k < n; k++) {
    const x = v[p * n + k];
    const y = v[q * n + k];
    v[p * n + k] = cosine * x - sine * y;
    v[q * n + k] = sine * x + cosine * y;
  }
}
