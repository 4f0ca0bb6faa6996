import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildCatalogueIndex } from '../../../domain/matching/catalogue-index.ts';
import type { BenchPart } from '../bench-part.ts';
import { row, type BenchRow } from '../bench-row.ts';
import { median, timed } from '../quantile.ts';
import { createSyntheticCatalogue } from '../synthetic-catalogue.ts';

const sizes = [5_000, 50_000, 100_000] as const;
const linesPerRequest = 200;
const rounds = 5;
const largest = 100_000;

/** A request of 200 lines against invented catalogues of several sizes, on the index that workers use. */
export const matching: BenchPart = async () => {
  const sides = [];
  for (const size of sizes) sides.push(await buildSide(size));
  // Each round asks for other lines, and every size has its turn before the next round.
  for (let round = 0; round < rounds; round += 1)
    for (const side of sides) {
      const lines = side.catalogue.requests(linesPerRequest, 1_000 + round).map((request) => request.line);
      side.times.push(await timed(async () => lines.forEach((line) => side.index.match(line))));
    }

  const rows: BenchRow[] = sides.map(({ size, times }) =>
    row(`${linesPerRequest} lines, ${size.toLocaleString('en')} products, p50`, median(times), 'ms', {
      ...(size === largest && { target: { below: 2_000 } }),
      note: `${rounds} rounds, slowest ${Math.max(...times).toFixed(0)} ms`,
    }),
  );
  for (const { size, buildMs, megabytes } of sides)
    rows.push(
      row(`index of ${size.toLocaleString('en')} products built`, buildMs, 'ms', {
        note: `${megabytes.toFixed(0)} MB held`,
      }),
    );
  return rows;
};

const buildSide = async (size: number) => {
  const catalogue = createSyntheticCatalogue(size, 7);
  const before = heldMegabytes();
  const startedMs = performance.now();
  const index = buildCatalogueIndex(catalogue.products);
  const buildMs = performance.now() - startedMs;
  const times: number[] = [];
  return { size, catalogue, index, buildMs, megabytes: heldMegabytes() - before, times };
};

/** Memory that is still needed: heap and buffers after a collection. */
const heldMegabytes = (): number => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};
