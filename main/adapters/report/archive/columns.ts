const FIRST_ROWS = 1024;

/** A table of numbers in one flat array that grows, its first column rising: 8 bytes a value, also for half a million rows. */
export class Columns {
  private readonly width: number;
  private values: Float64Array;
  count = 0;

  constructor(width: number) {
    this.width = width;
    this.values = new Float64Array(width * FIRST_ROWS);
  }

  /** Adds a row; it must have as many values as there are columns. */
  add(row: readonly number[]): void {
    const { width, values } = this;
    if ((this.count + 1) * width > values.length) {
      this.values = new Float64Array(values.length * 2);
      this.values.set(values);
    }
    this.values.set(row, this.count * width);
    this.count++;
  }

  /** NaN outside the table. */
  at(row: number, column: number): number {
    return row < 0 || row >= this.count ? Number.NaN : (this.values[row * this.width + column] ?? Number.NaN);
  }

  /** Number of rows whose first column is smaller than `key`. */
  rowsBefore(key: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle, 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
