import { requestPdf } from '../../builders/request-pdf.ts';
import { uploadBytes } from '../../harness/requests.ts';
import type { BenchPart } from '../bench-part.ts';
import { row } from '../bench-row.ts';
import { createOutcomes, openSocket, type Received } from '../live-socket.ts';
import { quantile } from '../quantile.ts';
import { copyOfPdf } from '../request-copies.ts';

const tabs = 10;
const documents = 20;
const pages = 10;

/**
 * From the moment that the worker stamps an event (before it is stored) to its arrival in a browser's socket. Ten tabs
 * watch the workspace and the document being read.
 */
export const event: BenchPart = async ({ platform }) => {
  const running = await platform();
  const program = await running.program();
  const outcomes = createOutcomes();
  const waits: number[] = [];
  const note = (received: Received): void => {
    outcomes.note(received);
    if (received.live && isFromWorker(received))
      waits.push(received.receivedAtMs - Date.parse(received.event.timestamp));
  };
  const sockets = await Promise.all(Array.from({ length: tabs }, () => openSocket(running.url, program.headers, note)));
  await Promise.all(sockets.map((socket) => socket.join('workspace')));
  const pdf = await requestPdf({ pages, linesPerPage: 5 });
  for (let count = 0; count < documents; count += 1) {
    const { documentId } = await uploadBytes(running.url, program, `copy-${count}.pdf`, copyOfPdf(pdf, count));
    await Promise.all(sockets.map((socket) => socket.join(`document:${documentId}`)));
    await outcomes.outcome(documentId);
  }
  for (const socket of sockets) socket.close();
  const p50 = quantile(waits, 0.5);
  return [
    row('worker → browser, p95', quantile(waits, 0.95), 'ms', {
      target: { below: 50 },
      note: `p50 ${p50} ms, p99 ${quantile(waits, 0.99)} ms, ${waits.length} arrivals in ${tabs} tabs, ${documents} documents`,
    }),
  ];
};

/** The API itself tells of the upload; everything after that comes from activities. */
const isFromWorker = ({ event }: Received): boolean =>
  event.type === 'quote_changed' ||
  ((event.type === 'document_progress' || event.type === 'document_changed') && event.data.state !== 'uploaded');
