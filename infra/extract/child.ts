import { fstatSync, readFileSync } from 'node:fs';
import { limits } from './limits.ts';
import { ChildCommand, type ChildMessage } from './messages.ts';
import { createPartSink } from './part-sink.ts';
import { readBytes } from './read-document.ts';
import { Broken, Rejected } from './rejected.ts';

/** Standard input: an open file needs no path, and no right to open it. */
const documentFd = 0;

/** Parts on their way to the parent: a slow store must not fill this process's memory. */
const windowSize = 4;

let inFlight = 0;
let wake: (() => void) | null = null;

const send = (message: ChildMessage): void => {
  process.send?.(message);
};

/** Parts are sent one after the other, so at most one waits here. */
async function roomInWindow(): Promise<void> {
  if (inFlight >= windowSize)
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  inFlight++;
}

async function read(fromPart: number): Promise<ChildMessage> {
  const warnings: string[] = [];
  const sink = createPartSink(
    fromPart,
    async (part, done, total) => {
      await roomInWindow();
      send({ type: 'part', part, done, total });
    },
    (warning) => warnings.push(warning.slice(0, 300)),
  );
  if (fstatSync(documentFd).size > limits.fileBytes) throw new Rejected('too_large', 'file size');
  const kind = await readBytes(readFileSync(documentFd), 'Document', sink);
  return { type: 'done', kind, parts: sink.next, warnings };
}

function toLastWord(error: unknown): ChildMessage {
  if (error instanceof Rejected) return { type: 'rejected', reason: error.reason, detail: error.message };
  const detail = (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure').slice(0, 300);
  return error instanceof Broken ? { type: 'broken', detail } : { type: 'rejected', reason: 'corrupt', detail };
}

process.on('message', (raw) => {
  const command = ChildCommand.parse(raw);
  if (command.type === 'ack') {
    inFlight--;
    wake?.();
    return;
  }
  void read(command.fromPart)
    .catch(toLastWord)
    .then((message) => process.send?.(message, () => process.disconnect()));
});
// A parent that dies takes its readers along.
process.on('disconnect', () => process.exit(0));
send({ type: 'ready' });
