import { limits } from '../limits.ts';
import type { PartSink } from '../part-sink.ts';
import { Rejected } from '../rejected.ts';
import { readWords } from './ocr-engine.ts';
import { ocrItems } from './ocr-items.ts';

type Size = { width: number; height: number };

function pngSize(bytes: Buffer): Size | null {
  return bytes.length < 24 ? null : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Walks the JPEG's segments to its frame header (ITU-T T.81, B.2.2). */
function jpegSize(bytes: Buffer): Size | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** A4's width in points: pictures carry no trustworthy size, and recognition thinks in points. */
const pageWidth = 595;

/** A photographed or scanned page as one part. Its size is checked before a pixel is unpacked. */
export async function readImage(bytes: Buffer, sink: PartSink): Promise<void> {
  sink.expect(1);
  const size = bytes[0] === 0x89 ? pngSize(bytes) : jpegSize(bytes);
  if (size === null || size.width === 0 || size.height === 0) throw new Rejected('corrupt', 'picture without a size');
  if (size.width * size.height > limits.imagePixels)
    throw new Rejected('too_large', `${size.width}×${size.height} pixels`);
  const pixelsPerPoint = size.width / pageWidth;
  const items = ocrItems(await readWords(bytes), pixelsPerPoint);
  await sink.push({
    name: 'Page 1',
    kind: 'page',
    width: pageWidth,
    height: size.height / pixelsPerPoint,
    items,
    ocr: true,
  });
}
