import { expect, it } from 'vitest';
import { buildCatalogueIndex } from './catalogue-index.ts';
import { createLexicalMatcher } from './lexical-matcher.ts';

const index = buildCatalogueIndex([]);
const lines = Array.from({ length: 30 }, (_, at) => ({ description: at % 2 === 0 ? 'screw' : '' }));

it('answers every line in its place and lets other work run in between', async () => {
  let pauses = 0;
  const matcher = createLexicalMatcher(index, async () => {
    pauses += 1;
  });
  const matches = await matcher.match(lines);
  expect(matches.map(({ explanation }) => explanation.code)).toEqual(
    lines.map(({ description }) => (description === '' ? 'nothing_to_read' : 'nothing_like_it')),
  );
  expect(pauses).toBe(3);
});

it('stops with the reason of an abort', async () => {
  const abort = new AbortController();
  let asked = 0;
  const counting = { match: (line: { description: string }) => ((asked += 1), index.match(line)) };
  const matcher = createLexicalMatcher(counting, async () => abort.abort(new Error('the person left')));
  await expect(matcher.match(lines, abort.signal)).rejects.toThrow('the person left');
  expect(asked).toBeLessThan(lines.length);
});
