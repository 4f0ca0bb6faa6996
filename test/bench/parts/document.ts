import { requestPdf } from '../../builders/request-pdf.ts';
import { uploadBytes } from '../../harness/requests.ts';
import type { BenchPart } from '../bench-part.ts';
import { row } from '../bench-row.ts';
import { createOutcomes, openSocket } from '../live-socket.ts';
import { median, timed } from '../quantile.ts';
import { copyOfPdf } from '../request-copies.ts';

const shortPages = 10;
const longPages = 99;
const rounds = 5;
const shortPerRound = 2;

/** From the first byte of the upload to the news that the document is read, one document at a time. */
export const document: BenchPart = async ({ platform }) => {
  const running = await platform();
  const program = await running.program();
  const short = await requestPdf({ pages: shortPages, linesPerPage: 8 });
  const long = await requestPdf({ pages: longPages, linesPerPage: 8 });
  const outcomes = createOutcomes();
  const socket = await openSocket(running.url, program.headers, outcomes.note);
  let copies = 0;
  const read = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    copies += 1;
    const { documentId } = await uploadBytes(running.url, program, `copy-${copies}.pdf`, copyOfPdf(bytes, copies));
    await socket.join(`document:${documentId}`);
    const state = await outcomes.outcome(documentId);
    if (state !== 'ready') throw new Error(`the document ended as ${state}`);
  };

  const times: Record<'short' | 'long', number[]> = { short: [], long: [] };
  await read(short);
  for (let round = 0; round < rounds; round += 1) {
    for (let count = 0; count < shortPerRound; count += 1) times.short.push(await timed(() => read(short)));
    if (round % 2 === 0) times.long.push(await timed(() => read(long)));
  }
  socket.close();
  const shortMs = median(times.short);
  const longMs = median(times.long);
  return [
    row(`${shortPages}-page text PDF, upload → ready, p50`, shortMs, 'ms', {
      target: { below: 1_000 },
      note: `${times.short.length} documents, slowest ${Math.max(...times.short).toFixed(0)} ms`,
    }),
    row(`${longPages}-page text PDF`, (longPages * 1_000) / longMs, 'pages/s', { note: `p50 ${longMs.toFixed(0)} ms` }),
    row('cost of a page, 99 pages ÷ 10 pages', longMs / longPages / (shortMs / shortPages), '×', {
      note: 'below 1: the fixed cost of a document; above 1: more than linear',
    }),
  ];
};
