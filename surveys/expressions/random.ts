/** Draws that come from a seed and a name: the same for a response wherever it is evaluated. */

/** From 0 to 1, 1 left out. */
export function drawn(seed: number, name: string): number {
  return mixed(hashOf(name) ^ (seed >>> 0)) / 4_294_967_296;
}

/** In the form of a random UUID (RFC 9562, version 4). */
export function drawnUuid(seed: number, name: string): string {
  const words = [1, 2, 3, 4].map((part) => mixed(hashOf(`${name}/${part}`) ^ (seed >>> 0)));
  const digits = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  const variant = ((Number.parseInt(digits[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** One step of Mulberry32. */
function mixed(state: number): number {
  const start = (state + 0x6d2b79f5) >>> 0;
  let value = Math.imul(start ^ (start >>> 15), 1 | start);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return (value ^ (value >>> 14)) >>> 0;
}
