import { encode } from 'uqr';
import { escapeText } from './charts/svg.ts';

/** Quiet zone that ISO/IEC 18004 asks for around the modules. */
const QUIET = 4;

/**
 * An address as a QR code, in SVG: dark on light whatever the theme, since many readers know no other. Level M
 * mends 15 % of the modules: a fold, a stain.
 */
export function drawQr(url: string, label: string): string {
  const { data, size } = encode(url, { ecc: 'M', border: QUIET });
  return [
    `<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeText(label)}" shape-rendering="crispEdges">`,
    `<rect width="${size}" height="${size}" fill="#fff"/>`,
    `<path fill="#000" d="${data.flatMap(runsOf).join('')}"/></svg>`,
  ].join('');
}

/** Dark modules side by side are drawn at once. */
function runsOf(row: readonly boolean[], y: number): string[] {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    runs.push(`M${start} ${y}h${x + 1 - start}v1H${start}z`);
  }
  return runs;
}
