import type { Value } from '../../../surveys/columns.ts';
import { cutToBytes } from './bytes.ts';
import { COMPRESSION_BIAS, piecesOf } from './dictionary.ts';
import { numberOf, type SpssVariable, TEXT_MISSING } from './variables.ts';

/** Packs cases as SPSS does: eight opcodes, then the elements that do not fit in one. */
export interface CasePacker {
  add(row: readonly Value[]): void;
  /** Whole blocks packed so far. */
  take(): Buffer;
  /** The last block, filled up. */
  end(): Buffer;
}

const LITERAL = 253;
const BLANKS = 254;
const NO_VALUE = 255;
const BYTES_A_PIECE = 255;
const EIGHT_BLANKS = Buffer.alloc(8, ' ');

export function createCasePacker(variables: readonly SpssVariable[]): CasePacker {
  let held = Buffer.allocUnsafe(1 << 20);
  let length = 0;
  const codes = Buffer.alloc(8);
  const literals = Buffer.alloc(64);
  let codeCount = 0;
  let literalBytes = 0;
  const double = Buffer.alloc(8);
  const writers = variables.map((variable) =>
    variable.kind === 'number' ? numberWriter(variable) : textWriter(variable.width),
  );

  function put(code: number, literal?: Uint8Array, from = 0): void {
    codes[codeCount] = code;
    codeCount += 1;
    if (literal) {
      literals.set(literal.subarray(from, from + 8), literalBytes);
      literalBytes += 8;
    }
    if (codeCount === 8) flush();
  }

  function flush(): void {
    if (length + 72 > held.length) {
      const larger = Buffer.allocUnsafe(held.length * 2);
      held.copy(larger, 0, 0, length);
      held = larger;
    }
    codes.copy(held, length);
    literals.copy(held, length + 8, 0, literalBytes);
    length += 8 + literalBytes;
    codes.fill(0);
    codeCount = 0;
    literalBytes = 0;
  }

  function numberWriter(variable: Extract<SpssVariable, { kind: 'number' }>) {
    return (value: Value) => {
      const number = numberOf(variable, value);
      if (number === undefined) return put(NO_VALUE);
      const code = number + COMPRESSION_BIAS;
      if (Number.isInteger(number) && code >= 1 && code <= 251) return put(code);
      double.writeDoubleLE(number);
      return put(LITERAL, double);
    };
  }

  function textWriter(width: number) {
    const pieces = piecesOf(width).map((piece) => Math.ceil(piece / 8) * 8);
    const whole = pieces.reduce((sum, piece) => sum + piece, 0);
    const field = Buffer.alloc(whole);
    const isLong = pieces.length > 1;
    return (value: Value) => {
      field.fill(' ');
      const text = Buffer.from(cutToBytes(textOf(value), width));
      if (!isLong) field.set(text);
      else
        for (let from = 0, to = 0; from < text.length; from += BYTES_A_PIECE, to += 256)
          field.set(text.subarray(from, from + BYTES_A_PIECE), to);
      for (let from = 0; from < whole; from += 8) {
        const isBlank = EIGHT_BLANKS.compare(field, from, from + 8) === 0;
        if (isBlank) put(BLANKS);
        else put(LITERAL, field, from);
      }
    };
  }

  return {
    add(row) {
      writers.forEach((write, index) => {
        write(row[index] ?? '');
      });
    },
    take() {
      const packed = Buffer.from(held.subarray(0, length));
      length = 0;
      return packed;
    },
    end() {
      if (codeCount > 0) flush();
      return this.take();
    },
  };
}

function textOf(value: Value): string {
  if (typeof value !== 'object') return String(value);
  return value.reason === 'blank' ? '' : TEXT_MISSING[value.reason];
}
