import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const drawn = new Map<string, string>();

/** The inline SVG of a lucide icon, read once; it takes the colour and the size of the text around it. */
export function iconSvg(name: string): string {
  const known = drawn.get(name);
  if (known !== undefined) return known;
  const svg = draw(name);
  drawn.set(name, svg);
  return svg;
}

function draw(name: string): string {
  if (!/^[a-z0-9-]+$/.test(name))
    throw new Error(`Icon names are lucide’s, such as "check": ${name}`);
  const url = import.meta.resolve(`lucide-static/icons/${name}.svg`);
  const source = readFileSync(fileURLToPath(url), 'utf8');
  const shapes = source.slice(source.indexOf('>', source.indexOf('<svg')) + 1).replace(/\s+/g, ' ');
  return `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes.trim()}`;
}
