/** Little-endian bytes put one after the other. */
export interface Bytes {
  int32(...values: readonly number[]): void;
  double(...values: readonly number[]): void;
  /** Bytes as they are. */
  raw(content: Uint8Array): void;
  /** UTF-8, cut or filled with blanks to `length`. */
  text(value: string, length: number): void;
  take(): Buffer;
}

export function createBytes(): Bytes {
  const parts: Uint8Array[] = [];
  return {
    int32(...values) {
      const part = Buffer.alloc(4 * values.length);
      values.forEach((value, index) => void part.writeInt32LE(value, 4 * index));
      parts.push(part);
    },
    double(...values) {
      const part = Buffer.alloc(8 * values.length);
      values.forEach((value, index) => void part.writeDoubleLE(value, 8 * index));
      parts.push(part);
    },
    raw: (content) => void parts.push(content),
    text(value, length) {
      const part = Buffer.alloc(length, ' ');
      part.write(cutToBytes(value, length));
      parts.push(part);
    },
    take() {
      const whole = Buffer.concat(parts);
      parts.length = 0;
      return whole;
    },
  };
}

/** The longest beginning that takes no more than `length` bytes of UTF-8, never half a character. */
export function cutToBytes(text: string, length: number): string {
  if (text.length * 3 <= length || Buffer.byteLength(text) <= length) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > length) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The same, with « … » where something was left out. */
export function shortened(text: string, length: number): string {
  return Buffer.byteLength(text) <= length ? text : `${cutToBytes(text, length - 3)}…`;
}
