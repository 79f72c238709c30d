/** An SVG element that says what it is to those who do not see it; its marks are for the others. */
export function svgElement(
  id: string,
  { width, height }: { readonly width: number; readonly height: number },
  label: { readonly title: string; readonly description: string },
  marks: string,
): string {
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="group" aria-labelledby="${id}-title ${id}-description">`,
    `<title id="${id}-title">${escapeText(label.title)}</title>`,
    `<desc id="${id}-description">${escapeText(label.description)}</desc>`,
    `<g aria-hidden="true">${marks}</g></svg>`,
  ].join('');
}

type Attributes = Readonly<Record<string, string | number>>;

/** One mark. Numbers are written to the tenth, so that the same drawing has the same bytes on any machine. */
export function mark(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(
    ([attribute, value]) =>
      `${attribute}="${typeof value === 'number' ? tenth(value) : escapeText(value)}"`,
  );
  return `<${name} ${written.join(' ')}>${content}</${name}>`;
}

/** The table behind the drawing holds the same link for keyboards: this one is out of the order of focus. */
export const linked = (href: string | null, marks: string) =>
  href === null ? marks : mark('a', { href, tabindex: '-1' }, marks);

export function escapeText(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const tenth = (value: number) => String(Math.round(value * 10) / 10 + 0);
