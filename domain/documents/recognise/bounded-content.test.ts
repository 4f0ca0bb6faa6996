import { expect, test } from 'vitest';
import { cpuMsOf } from '../../../test/harness/cpu-time.ts';
import type { ContentPart } from '../../../contracts/document-reading.ts';
import { boundContent } from './bounded-content.ts';
import { recognise } from './recognise.ts';

const textPart = (text: string): ContentPart => ({ index: 0, name: 'Text', kind: 'text', text });
const contentOf = (part: ContentPart) => ({ kind: 'txt' as const, parts: [part], warnings: [] });
const request = '10 x Hammer 300 g\n5 x Screwdriver PH2\n3 x Tape measure 5 m\n';

test('a line that fits stays as it is', () => {
  expect(boundContent(contentOf(textPart(request))).parts[0]?.text).toBe(request);
});

test('an overlong line is wrapped at its spaces, and what follows keeps its offset', () => {
  const long = 'word '.repeat(1_000);
  const bounded = boundContent(contentOf(textPart(`${long}\n${request}`))).parts[0]?.text ?? '';
  expect(Math.max(...bounded.split('\n').map((line) => line.length))).toBeLessThanOrEqual(2_000);
  expect(bounded.replaceAll('\n', ' ').trim()).toBe(`${long}\n${request}`.replaceAll('\n', ' ').trim());
  expect(bounded.indexOf('10 x Hammer')).toBe(long.length + 1);
});

// Without the bound each takes minutes: some pattern looks at every end of the line from every beginning.
test.each(['.', '-', '/', 'a.', '1 ', ' ', 'a@', '€'])(
  'a line of 400,000 characters of %j is read in no time',
  async (piece) => {
    const hostile = piece.repeat(400_000 / piece.length);
    const cells = [{ row: 1, cells: [{ col: 0, text: hostile }] }];
    const readBoth = () => {
      expect(recognise(contentOf(textPart(`${request}${hostile}x 5`))).lines.length).toBeGreaterThanOrEqual(3);
      recognise(contentOf({ index: 0, name: 'T', kind: 'sheet', cells }));
    };
    expect(await cpuMsOf(readBoth)).toBeLessThan(20_000);
  },
);

// Each takes minutes when what is read so far is looked at again for every line.
test.each(['A sentence of many that ask for nothing', '7 a', '> quoted'])(
  'a text of 50,000 lines of %j is read in no time',
  async (line) => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `${line} ${index}`).join('\n');
    expect(await cpuMsOf(() => recognise(contentOf(textPart(lines))))).toBeLessThan(20_000);
  },
);
