import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pdf } from './file-builders.ts';

const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const page = { width: 595, height: 842 };
/** 200 per inch, as office scanners do it. */
const pixelsPerPoint = 200 / 72;

export type Scan = {
  /** Each row's cells, with their left edge in points. */
  rows: readonly (readonly (readonly [x: number, text: string])[])[];
  /** How far the page lies askew on the glass. */
  degrees: number;
  /** The range of shades of its grain; all there are is 256. */
  noise: number;
};

/** A PDF whose one page is the picture of a page on paper: askew, grey, noisy, without a letter of text. */
export function scannedPdf({ rows, degrees, noise }: Scan): Buffer {
  GlobalFonts.registerFromPath(join(fonts, 'Roboto-Regular.ttf'), 'Roboto');
  const width = Math.round(page.width * pixelsPerPoint);
  const height = Math.round(page.height * pixelsPerPoint);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f4f2ee';
  context.fillRect(0, 0, width, height);
  context.scale(pixelsPerPoint, pixelsPerPoint);
  context.rotate((degrees * Math.PI) / 180);
  context.fillStyle = '#1c1c22';
  context.font = '11px Roboto';
  rows.forEach((cells, row) => {
    for (const [x, text] of cells) context.fillText(text, x, 80 + row * 20);
  });
  const picture = context.getImageData(0, 0, width, height);
  addNoise(picture.data, noise);
  context.putImageData(picture, 0, 0);
  const jpeg = canvas.toBuffer('image/jpeg', 75);
  const dictionary = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8`;
  const image = `<< ${dictionary} /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n${jpeg.toString('latin1')}\nendstream`;
  return pdf([`q ${page.width} 0 0 ${page.height} 0 0 cm /Scan Do Q`], {
    objects: [image],
    resources: '/XObject << /Scan 4 0 R >>',
  });
}

/** The same grain every time (a linear congruential generator with the constants of "Numerical Recipes"). */
function addNoise(pixels: Uint8ClampedArray, strength: number): void {
  let seed = 7;
  for (let at = 0; at < pixels.length; at += 4) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const grain = (seed / 0xffffffff - 0.5) * strength;
    for (const channel of [at, at + 1, at + 2]) pixels[channel] = (pixels[channel] ?? 0) + grain;
  }
}
