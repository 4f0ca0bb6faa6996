import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentEndpoints } from '../../../contracts/documents.ts';
import type { TestPlatform, TestProgram } from '../../harness/platform.ts';
import { importSampleCatalogue, quoteOf, samples, uploadBytes } from '../../harness/requests.ts';
import { until } from '../../harness/until.ts';
import type { BenchPart } from '../bench-part.ts';
import { row } from '../bench-row.ts';
import { startBareExpress } from '../bare-express.ts';
import { startLoad } from '../load.ts';
import { median } from '../quantile.ts';
import { copyOfText } from '../request-copies.ts';

const workspace = 'Bench: reads';
const documents = 25;
const rounds = 4;
/** Below the 3,000 reads a minute that one caller has; every round is another caller, all together below the address's. */
const requestsPerRound = 2_400;
/** Bare Express is faster: more requests make its turn as long as ours. */
const bareRequestsPerRound = 8_000;
const warmUpRequests = 800;

/** Two reads of the real platform against bare Express that sends the same bytes, in turns. */
export const apiRead: BenchPart = async ({ platform }) => {
  const running = await platform();
  const quoteId = await fill(running, await running.program({ workspace }));
  const paths = { '20 documents': '/api/v1/documents?limit=20', 'a quote': `/api/v1/quotes/${quoteId}` };
  const bodies = await answersOf(running, Object.values(paths));
  await using bare = await startBareExpress(bodies);
  await using load = startLoad();
  const rows = [];
  for (const [name, path] of Object.entries(paths)) {
    const perSecond: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
    let refused = 0;
    await load.send(running.url + path, await headersOf(running), warmUpRequests);
    await load.send(bare.origin + path, {}, warmUpRequests);
    for (let round = 0; round < rounds; round += 1) {
      const ours = await load.send(running.url + path, await headersOf(running), requestsPerRound);
      refused += ours.refused;
      perSecond.ours.push(ours.perSecond);
      perSecond.bare.push((await load.send(bare.origin + path, {}, bareRequestsPerRound)).perSecond);
    }
    const [ours, theirs] = [median(perSecond.ours), median(perSecond.bare)];
    rows.push(
      row(`${name}, ours ÷ bare Express`, ours / theirs, '×', {
        target: { atLeast: 0.25 },
        note: `${ours.toFixed(0)}/s ÷ ${theirs.toFixed(0)}/s, ${bodies[path.split('?')[0] ?? '']?.length} bytes, ${refused} refused`,
      }),
    );
  }
  return rows;
};

const headersOf = async (running: TestPlatform): Promise<Record<string, string>> =>
  (await running.program({ workspace })).headers;

/** A workspace with documents and quotes in it; the id of one of the quotes. */
const fill = async (running: TestPlatform, program: TestProgram): Promise<string> => {
  await importSampleCatalogue(running.url, program);
  const request = new Uint8Array(await readFile(join(samples, 'requests', 'calloway.txt')));
  const ids: string[] = [];
  for (let count = 0; count < documents; count += 1)
    ids.push((await uploadBytes(running.url, program, `request-${count}.txt`, copyOfText(request, count))).documentId);
  const ready = () => program.call(documentEndpoints.list, { query: { state: 'ready', limit: 100 } });
  await until('all documents', async () => (await ready()).items.length === documents, {
    timeoutMs: 120_000,
    everyMs: 500,
  });
  return (await quoteOf(program, ids[0] ?? '')).id;
};

const answersOf = async (running: TestPlatform, paths: readonly string[]): Promise<Record<string, string>> => {
  const headers = await headersOf(running);
  const bodies: Record<string, string> = {};
  for (const path of paths) {
    const response = await fetch(running.url + path, { headers });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    bodies[path.split('?')[0] ?? ''] = await response.text();
  }
  return bodies;
};
