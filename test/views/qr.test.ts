import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { newToken } from '../../db/ids.ts';
import { drawQr } from '../../views/qr.ts';

const SCALE = 4;

/** Paints what the SVG says, and reads it with a reader that others wrote. */
function readBack(svg: string): string | undefined {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const side = size * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row += 1)
      for (
        let column = Number(x) * SCALE;
        column < (Number(x) + Number(width)) * SCALE;
        column += 1
      )
        pixels.set([0, 0, 0], (row * side + column) * 4);
  return jsQR.default(pixels, side, side)?.data;
}

it('draws an address that a telephone reads to the letter', () => {
  for (const base of ['http://localhost:3000', 'https://enquetes.petites-villes.exemple.fr'])
    for (let turn = 0; turn < 5; turn += 1) {
      const url = `${base}/i/${newToken()}`;
      expect(readBack(drawQr(url, 'Lien de Lucie'))).toBe(url);
    }
});

it('says what it is, without a style or a script, dark on light', () => {
  const svg = drawQr('https://exemple.fr', 'Lien de « L & "M" »');
  expect(svg).toContain('role="img" aria-label="Lien de « L &amp; &quot;M&quot; »"');
  expect(svg).not.toMatch(/style|script|on\w+=/);
  expect(svg).toMatch(/fill="#fff".*fill="#000"/);
});
