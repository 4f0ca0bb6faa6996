import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogEndpoints } from '../../contracts/catalog.ts';
import { customerEndpoints } from '../../contracts/customers.ts';
import { CallError } from '../../contracts/kernel/client.ts';
import { quoteEndpoints, type LineChange, type Quote, type QuoteLine } from '../../contracts/quotes.ts';
import { createExtractor } from '../../infra/extract/extractor.ts';
import { createTemporalClient } from '../../temporal/client.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { importSampleCatalogue, quoteOf, uploadBytes } from '../harness/requests.ts';
import { until } from '../harness/until.ts';

let running: TestPlatform;
let program: TestProgram;
beforeAll(async () => {
  running = await startTestPlatform();
  program = await running.program();
  await importSampleCatalogue(running.url, program);
});
afterAll(() => running?.[Symbol.asyncDispose]());

let requests = 0;
/** A quote in review: its first line is matched, its second is a thing that the shop does not have. */
const quoteInReview = async (): Promise<Quote> => {
  const text = `Request for quotation RQ-${(requests += 1)}\n\n6 pcs  EL-1-101  miniature circuit breaker B6\n3 pcs  ZZ-UNKNOWN-9  hovercraft full of eels\n`;
  const { documentId } = await uploadBytes(running.url, program, 'request.txt', new TextEncoder().encode(text));
  const quote = await quoteOf(program, documentId);
  expect(quote.lines.map(({ decision }) => decision)).toEqual(['matched', 'open']);
  return quote;
};

const get = ({ id }: Pick<Quote, 'id'>): Promise<Quote> => program.call(quoteEndpoints.get, { params: { id } });
const lineOf = (quote: Quote, index: number): QuoteLine => {
  const line = quote.lines[index];
  if (!line) throw new Error(`no line ${index}`);
  return line;
};
const changeLine = (quote: Quote, index: number, change: Omit<LineChange, 'version'>): Promise<Quote> =>
  program.call(quoteEndpoints.changeLine, {
    params: { id: quote.id, lineId: lineOf(quote, index).id },
    body: { version: quote.version, ...change },
  });
const confirm = ({ id, version }: Quote): Promise<Quote> =>
  program.call(quoteEndpoints.confirm, { params: { id }, body: { version } });
const ready = (quote: Quote): Promise<Quote> =>
  until('the PDF', async () => {
    const now = await get(quote);
    return now.preparation === 'ready' && now;
  });
const pdfOf = async ({ id }: Quote): Promise<Buffer> => {
  const response = await fetch(`${running.url}/api/v1/quotes/${id}/pdf`, { headers: program.headers });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return Buffer.from(await response.arrayBuffer());
};
const finished = async (): Promise<Quote> => {
  const quote = await quoteInReview();
  const decided = await changeLine(quote, 1, { excluded: true });
  await confirm(decided);
  return await ready(decided);
};
const productOf = async (sku: string) => {
  const { items } = await program.call(catalogEndpoints.list, { query: { search: sku } });
  const product = items.find((each) => each.sku === sku);
  if (!product) throw new Error(`no product ${sku}`);
  return product;
};
/** What a call was refused with. */
const refusal = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallError)) throw new Error(`not refused: ${String(error)}`);
  return { status: error.status, code: error.code, details: error.details };
};
const workflowState = async (workflowId: string): Promise<string> => {
  await using client = createTemporalClient({ address: running.platform.temporalAddress, namespace: 'default' });
  return (await client.workflow.getHandle(workflowId).describe()).status.name;
};

describe('a line', () => {
  test('takes the product that a person chooses, and its price counts', async () => {
    const quote = await quoteInReview();
    const product = await productOf('EL-1-102');
    const changed = await changeLine(quote, 1, { productId: product.id });
    expect(lineOf(changed, 1)).toMatchObject({
      decision: 'matched',
      sku: 'EL-1-102',
      unitPrice: '14.32',
      quantity: '3',
      net: '42.96',
      description: product.name,
    });
    expect(changed).toMatchObject({ openCount: 0, matchedCount: 2, totals: { lineTotal: '60.18', payable: '71.61' } });
  });

  test('that is left out costs nothing, and comes back as it was', async () => {
    const quote = await quoteInReview();
    const without = await changeLine(quote, 0, { excluded: true });
    expect(lineOf(without, 0)).toMatchObject({ decision: 'excluded', net: null });
    expect(without).toMatchObject({ lineCount: 1, matchedCount: 0, total: '0.00' });
    const back = await changeLine(without, 0, { excluded: false });
    expect(lineOf(back, 0)).toMatchObject({ decision: 'matched', sku: 'EL-1-101', net: '17.22' });
    expect(back.totals).toEqual(quote.totals);
    const openAgain = await changeLine(await changeLine(back, 1, { excluded: true }), 1, { excluded: false });
    expect(lineOf(openAgain, 1).decision).toBe('open');
  });

  test('put back to open has no product and no price', async () => {
    const changed = await changeLine(await quoteInReview(), 0, { productId: null });
    expect(lineOf(changed, 0)).toMatchObject({ decision: 'open', productId: null, unitPrice: null, net: null });
  });

  test.each([
    [{ quantity: '0' }, 'body.quantity'],
    [{ quantity: '-3' }, 'body.quantity'],
    [{ quantity: '1e9' }, 'body.quantity'],
    [{ quantity: '1000000000' }, 'body.quantity'],
    [{ quantity: '999999999999999' }, 'body.quantity'],
    [{ quantity: '1.1234567' }, 'body.quantity'],
    [{ quantity: '٣' }, 'body.quantity'],
    [{ unitPrice: '-1.00' }, 'body.unitPrice'],
    [{ unitPrice: '0.1234567' }, 'body.unitPrice'],
    [{ unitPrice: '999999999999999', quantity: '999999999' }, 'body.quantity'],
    [{ discountPercent: '-5' }, 'body.discountPercent'],
    [{ discountPercent: '100.5' }, 'body.discountPercent'],
  ])('refuses %j, and the quote stays as it was', async (change, path) => {
    const quote = (await program.call(quoteEndpoints.list, { query: { preparation: 'review', limit: 1 } })).items[0];
    const before = await get(quote ?? (await quoteInReview()));
    const answer = await refusal(changeLine(before, 0, change));
    expect(answer).toMatchObject({ status: 400, code: 'validation_error', details: { issues: [{ path }] } });
    expect(await get(before)).toEqual(before);
  });

  test('never takes a price in another currency', async () => {
    const dollar = await program.call(catalogEndpoints.create, {
      body: { sku: 'USD-1', name: 'Imported eel', unit: 'pcs', price: '5.00', currency: 'USD' },
    });
    const quote = await quoteInReview();
    const answer = { status: 409, code: 'currency_mismatch', details: { found: 'USD', expected: 'EUR' } };
    expect(await refusal(changeLine(quote, 1, { productId: dollar.id }))).toEqual(answer);
    const add = { params: { id: quote.id }, body: { version: quote.version, productId: dollar.id, quantity: '1' } };
    expect(await refusal(program.call(quoteEndpoints.addLine, add))).toEqual(answer);
    const byHand = await changeLine(quote, 1, { productId: dollar.id, unitPrice: '4.60' });
    expect(lineOf(byHand, 1)).toMatchObject({ decision: 'matched', unitPrice: '4.60', priceEdited: true });
  });
});

describe('two people at once', () => {
  test('who change the same version: one is told, and nothing is lost', async () => {
    const quote = await quoteInReview();
    const attempts = await Promise.all(
      ['5', '7', '9', '11'].map((quantity) =>
        changeLine(quote, 0, { quantity }).then(
          () => quantity,
          async (error: unknown) => await refusal(Promise.reject(error)),
        ),
      ),
    );
    const won = attempts.filter((each) => typeof each === 'string');
    expect(won).toHaveLength(1);
    const lost = attempts.filter((each) => typeof each !== 'string');
    for (const each of lost) expect(each).toMatchObject({ status: 409, code: 'version_conflict' });
    const now = await get(quote);
    expect([now.version, lineOf(now, 0).quantity]).toEqual([quote.version + 1, won[0]]);
  });

  test('who confirm the same quote make one PDF, and both are told so', async () => {
    const decided = await changeLine(await quoteInReview(), 1, { excluded: true });
    await Promise.all([confirm(decided), confirm(decided), confirm(decided)]);
    const done = await ready(decided);
    // Confirming was one change, and the PDF another.
    expect(done.version).toBe(decided.version + 2);
    await confirm(decided);
    expect(await get(done)).toEqual(done);
  });
});

describe('a review', () => {
  test('with open lines cannot be closed', async () => {
    const quote = await quoteInReview();
    expect(await refusal(confirm(quote))).toMatchObject({
      status: 409,
      code: 'quote_lines_open',
      details: { open: 1 },
    });
    expect((await get(quote)).preparation).toBe('review');
  });

  test('of another version than the newest cannot be closed, and of a finished quote neither', async () => {
    const quote = await quoteInReview();
    const decided = await changeLine(quote, 1, { excluded: true });
    expect(await refusal(confirm(quote))).toMatchObject({ status: 409, code: 'version_conflict' });
    await confirm(decided);
    const done = await ready(decided);
    expect(await refusal(confirm(done))).toMatchObject({ status: 409, code: 'quote_not_in_review' });
    await until('the end', async () => (await workflowState(`quote-${done.id}`)) === 'COMPLETED');
  });

  test('is open again after a change: the PDF is gone until it is confirmed, and then says something else', async () => {
    const done = await finished();
    const first = await pdfOf(done);
    const changed = await changeLine(done, 0, { quantity: '60' });
    expect(changed).toMatchObject({ preparation: 'review', pdf: null });
    const gone = await fetch(`${running.url}/api/v1/quotes/${done.id}/pdf`, { headers: program.headers });
    expect(gone.status).toBe(409);
    // A confirmation of what the quote was before says nothing about what it is now.
    expect(await refusal(confirm({ ...changed, version: done.version - 2 }))).toMatchObject({
      code: 'version_conflict',
    });
    await confirm(changed);
    const again = await ready(changed);
    expect(again.number).toBe(done.number);
    expect((await pdfOf(again)).equals(first)).toBe(false);
    expect(again.pdf?.sha256).not.toBe(done.pdf?.sha256);
  });
});

test('the PDF of a quote stays the same, byte by byte, and names the customer that a person chose', async () => {
  const quote = await changeLine(await quoteInReview(), 1, { excluded: true });
  const customer = await program.call(customerEndpoints.create, { body: { name: 'Ærøskøbing Værft ApS' } });
  const named = await program.call(quoteEndpoints.update, {
    params: { id: quote.id },
    body: { version: quote.version, customerId: customer.id, reference: 'PO 4711' },
  });
  expect(named).toMatchObject({ customerId: customer.id, customerName: customer.name, reference: 'PO 4711' });
  await confirm(named);
  const done = await ready(named);
  const pdf = await pdfOf(done);
  expect((await pdfOf(done)).equals(pdf)).toBe(true);
  expect(done.pdf?.sizeBytes).toBe(pdf.length);

  const path = join(await mkdtemp(join(tmpdir(), 'quote-pdf-')), 'quote.pdf');
  await writeFile(path, pdf);
  const parts: unknown[] = [];
  await createExtractor({ sandbox: null }).extract(path, {
    onPart: (part) => void parts.push(part),
  });
  const text = JSON.stringify(parts);
  for (const word of ['Ærøskøbing', done.number, '4711', done.totals?.payable ?? '?']) expect(text).toContain(word);
});

describe('a quote that is given up', () => {
  test('ends its workflow, cannot be confirmed or changed, and is prepared again on demand', async () => {
    const quote = await quoteInReview();
    const cancelled = await program.call(quoteEndpoints.cancel, { params: { id: quote.id } });
    expect(cancelled.preparation).toBe('cancelled');
    await until('the end', async () => (await workflowState(`quote-${quote.id}`)) === 'CANCELLED');
    const now = await get(quote);
    expect(await refusal(changeLine(now, 1, { excluded: true }))).toMatchObject({ code: 'quote_not_in_review' });
    expect(await refusal(confirm(now))).toMatchObject({ status: 409, code: 'quote_not_in_review' });
    // The refused confirmation began no workflow that would wait for ever.
    expect(await workflowState(`quote-${quote.id}`)).toBe('CANCELLED');
    await program.call(quoteEndpoints.retry, { params: { id: quote.id } });
    const again = await until('the review', async () => {
      const found = await get(quote);
      return found.preparation === 'review' && found;
    });
    expect(again.number).toBe(quote.number);
    expect(again.totals).toEqual(quote.totals);
    expect(await refusal(program.call(quoteEndpoints.retry, { params: { id: quote.id } }))).toMatchObject({
      status: 409,
    });
  });

  test('and wanted again in the same moment is prepared again', async () => {
    const quote = await quoteInReview();
    await program.call(quoteEndpoints.cancel, { params: { id: quote.id } });
    await program.call(quoteEndpoints.retry, { params: { id: quote.id } });
    expect(await until('the review', async () => (await get(quote)).preparation === 'review')).toBe(true);
  });
});

test('a preview of a quote’s lines gives the quote’s totals', async () => {
  let quote = await quoteInReview();
  quote = await changeLine(quote, 0, { quantity: '7.333333', discountPercent: '12.5' });
  quote = await changeLine(quote, 1, { unitPrice: '0.005', quantity: '3' });
  expect(quote.openCount).toBe(0);
  const { lines, ...totals } = await program.call(quoteEndpoints.preview, {
    body: {
      currency: quote.currency,
      taxMode: quote.taxMode,
      lines: quote.lines.map(({ quantity, unitPrice, discountPercent, taxCategory, taxRate }) => ({
        quantity,
        unitPrice: unitPrice ?? '0',
        ...(discountPercent !== null && { discounts: [{ percent: discountPercent }] }),
        taxCategory,
        taxRate,
      })),
    },
  });
  expect(quote.totals).toEqual(totals);
  expect(quote.lines.map(({ net }) => net)).toEqual(lines.map(({ net }) => net));
  expect(quote.total).toBe(totals.payable);
});
