import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
/** RGB of 8 bits, as the browser's screenshots are. */
const BYTES_A_PIXEL = 3;
const KEPT = ['IHDR', 'IDAT', 'IEND'];

/** A screenshot with the same pixels in fewer bytes: flat surfaces pack best as they are, without the filters of PNG. */
export function smallPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header === undefined) throw new Error('a PNG begins with IHDR');
  const [width, height, depth, colour, interlace] = [
    header.readUInt32BE(0),
    header.readUInt32BE(4),
    header[8],
    header[9],
    header[12],
  ];
  if (depth !== 8 || colour !== 2 || interlace !== 0) return png;
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const pixels = deflateSync(unfiltered(inflateSync(packed), width * BYTES_A_PIXEL, height), { level: 9 });
  const written = KEPT.map((type) =>
    chunk(type, type === 'IHDR' ? header : type === 'IDAT' ? pixels : Buffer.alloc(0)),
  );
  return Buffer.concat([png.subarray(0, SIGNATURE_BYTES), ...written]);
}

function chunksOf(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const found = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    found.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Each line with filter 0; how a filter is taken back is in chapter 9 of the PNG specification. */
function unfiltered(lines: Buffer, width: number, height: number): Buffer {
  const out = Buffer.alloc(lines.length);
  for (let y = 0; y < height; y++) {
    const start = y * (width + 1) + 1;
    const filter = lines[start - 1];
    for (let x = 0; x < width; x++) {
      const left = x < BYTES_A_PIXEL ? 0 : (out[start + x - BYTES_A_PIXEL] ?? 0);
      const up = y === 0 ? 0 : (out[start + x - width - 1] ?? 0);
      const corner = x < BYTES_A_PIXEL || y === 0 ? 0 : (out[start + x - width - 1 - BYTES_A_PIXEL] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      out[start + x] = ((lines[start + x] ?? 0) + guess) & 255;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
