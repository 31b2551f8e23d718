const COMMA = 44;
const POINT = 46;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const ZERO = 48;
/** Digits that a double holds without loss, whatever they are. */
const MAX_DIGITS = 15;

const POWERS_OF_TEN = Float64Array.from({ length: MAX_DIGITS + 1 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Reads rows of plain decimals straight from bytes. The digits become an integer over a power of ten; both are exact, so their
 * quotient is the double nearest to the decimal, as `Number(text)` gives it.
 */
export class DecimalScanner {
  bytes: Uint8Array = new Uint8Array(0);
  position = 0;

  /**
   * Reads `count` numbers, the last of which ends its line, into `values` from `at` on and moves behind the line.
   * False, with the position as it was, for anything but unsigned decimals of at most 15 digits between commas.
   */
  readToLineEnd(values: Float64Array, at: number, count: number): boolean {
    const { bytes } = this;
    let position = this.position;
    for (let column = 1; column <= count; column++) {
      const start = position;
      let mantissa = 0;
      let digit = (bytes[position] ?? 0) - ZERO;
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digit = (bytes[++position] ?? 0) - ZERO;
      }
      let digits = position - start;
      let decimals = 0;
      if (digit === POINT - ZERO) {
        const point = position;
        digit = (bytes[++position] ?? 0) - ZERO;
        while (digit >= 0 && digit <= 9) {
          mantissa = mantissa * 10 + digit;
          digit = (bytes[++position] ?? 0) - ZERO;
        }
        decimals = position - point - 1;
        digits += decimals;
      }
      if (digits === 0 || digits > MAX_DIGITS) return false;
      values[at + column - 1] = decimals === 0 ? mantissa : mantissa / (POWERS_OF_TEN[decimals] ?? 1);
      if (column === count && digit === CARRIAGE_RETURN - ZERO) position++;
      if (bytes[position++] !== (column === count ? LINE_FEED : COMMA)) return false;
    }
    this.position = position;
    return true;
  }
}
