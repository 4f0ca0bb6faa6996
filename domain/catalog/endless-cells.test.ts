import { expect, test } from 'vitest';
import { cpuMsOf } from '../../test/harness/cpu-time.ts';
import { guessColumns } from './guess-columns.ts';
import { guessDecimalMark, readListNumber } from './read-list-number.ts';

// A cell may be 200,000 characters long; patterns that compare every beginning with every end take half a minute each.
test.each(['a', '-', '.', '1,'])('a price list with an endless cell of %j holds nobody up', async (piece) => {
  const cell = `${piece.repeat(200_000 / piece.length)}x 5`;
  const readAll = () => {
    expect(readListNumber(cell, '.')).toBeUndefined();
    guessDecimalMark([cell], '.');
    guessColumns(['x', 'y', 'z'], [[cell, cell, cell]]);
  };
  expect(await cpuMsOf(readAll)).toBeLessThan(5_000);
});
