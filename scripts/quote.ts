import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { quoteEndpoints, type Quote } from '../contracts/quotes.ts';
import { toCallError } from '../contracts/kernel/client.ts';
import { awaitQuote, type Outcome } from './cli/await-quote.ts';
import { exitCodes, runTool } from './cli/exit-codes.ts';
import type { Connection } from './cli/local-platform.ts';
import { openLocalPlatform } from './cli/open-local-platform.ts';
import { quoteAsText } from './cli/print-quote.ts';
import { createProgressDisplay } from './cli/progress-display.ts';
import { requireFile } from './cli/require-file.ts';
import { setCustomer } from './cli/set-customer.ts';
import { uploadDocument } from './cli/upload-document.ts';
import { UsageError } from './cli/usage-error.ts';

const usage = `Turns a request document into a quote on the platform of this machine (started when none runs).

  npm run quote -- FILE [--customer NAME] [--out quote.pdf] [--json] [--again] [--workspace NAME]

  --customer   the customer, found by name or created; otherwise whoever the document names
  --out        where the PDF goes; the quote's number in this folder when left out
  --json       the document and the quote as JSON on standard output
  --again      read the file anew even when the same bytes were uploaded before

Exit codes: 0 the quote is ready and its PDF written, 2 wrong usage, 3 a person has to decide (no PDF),
4 the document was rejected, 5 platform not reachable, 1 anything else.`;

const timeoutMs = 30 * 60_000;

await runTool(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      customer: { type: 'string' },
      out: { type: 'string' },
      workspace: { type: 'string' },
      json: { type: 'boolean' },
      again: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return exitCodes.ready;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError(usage);
  await requireFile(file);

  await using platform = await openLocalPlatform((line) => console.error(line));
  const connection = platform.connect(await platform.workspaceId(values.workspace), 'sales');
  const outcome = await makeQuote(connection, file, values);
  const written = await writePdf(connection, outcome.quote, values.out);
  if (values.json) console.log(JSON.stringify({ ...outcome, pdf: written }, undefined, 2));
  else printOutcome(outcome, written);
  return exitCodeOf(outcome);
});

async function makeQuote(
  connection: Connection,
  file: string,
  { customer, again }: { customer?: string; again?: boolean },
): Promise<Outcome> {
  const display = createProgressDisplay();
  try {
    const { documentId, duplicate } = await uploadDocument(connection, file, {
      again: again ?? false,
      onProgress: (done, total) => display.show({ stage: 'upload', done, total }),
    });
    if (duplicate) console.error('\nThis file was uploaded before; --again reads it anew.');
    const outcome = await awaitQuote(connection, documentId, display.show, timeoutMs);
    if (customer === undefined || !outcome.quote || outcome.quote.customerName === customer) return outcome;
    await setCustomer(connection, outcome.quote, customer);
    return await awaitQuote(connection, documentId, display.show, timeoutMs);
  } finally {
    display.end();
  }
}

/** The path of the PDF, or null while there is none: a quote with open lines has no PDF. */
async function writePdf(
  { url, headers }: Connection,
  quote: Quote | null,
  out: string | undefined,
): Promise<string | null> {
  if (quote?.preparation !== 'ready') return null;
  const response = await fetch(url + quoteEndpoints.pdf.path.replace(':id', quote.id), { headers: await headers() });
  if (!response.ok) throw await toCallError(response);
  const path = out ?? `${quote.number}.pdf`;
  await writeFile(path, new Uint8Array(await response.arrayBuffer()));
  return path;
}

function printOutcome({ document, quote }: Outcome, pdf: string | null): void {
  if (quote) console.log(quoteAsText(document, quote));
  else console.log(`${document.fileName}: ${document.state}. ${document.reason?.message ?? ''}`.trim());
  if (quote?.reason) console.log(`The quote ${quote.preparation}: ${quote.reason.message}`);
  if (pdf !== null) console.log(`\nPDF: ${pdf}`);
}

function exitCodeOf({ document, quote }: Outcome): number {
  if (quote?.preparation === 'ready') return exitCodes.ready;
  if (quote?.preparation === 'review' || (!quote && document.state === 'needs_attention')) return exitCodes.needsPerson;
  return document.state === 'rejected' ? exitCodes.rejected : exitCodes.failed;
}
