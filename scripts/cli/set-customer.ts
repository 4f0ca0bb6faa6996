import { setTimeout as delay } from 'node:timers/promises';
import { customerEndpoints } from '../../contracts/customers.ts';
import { CallError } from '../../contracts/kernel/client.ts';
import { quoteEndpoints, type Quote } from '../../contracts/quotes.ts';
import type { Connection } from './local-platform.ts';

const reopenTimeoutMs = 20_000;
const pollMs = 250;

/** Puts the quote on a customer, found by name or created. A quote without open lines is confirmed again, so it gets its PDF. */
export const setCustomer = async (connection: Connection, quote: Quote, name: string): Promise<void> => {
  const customerId = await findOrCreate(connection, name);
  const changed = await connection.call(quoteEndpoints.update, {
    params: { id: quote.id },
    body: { version: quote.version, customerId },
  });
  if (changed.openCount === 0) await confirmWhenOpen(connection, quote.id);
};

const findOrCreate = async ({ call }: Connection, name: string): Promise<string> => {
  const { items } = await call(customerEndpoints.list, { query: { search: name, limit: 200 } });
  const known = items.find((customer) => customer.name.toLowerCase() === name.toLowerCase());
  return known?.id ?? (await call(customerEndpoints.create, { body: { name } })).id;
};

/** The workflow takes the reopened review up a moment later; until then a confirmation is refused. */
const confirmWhenOpen = async ({ call }: Connection, quoteId: string): Promise<void> => {
  const startedAt = performance.now();
  for (;;) {
    const { version } = await call(quoteEndpoints.get, { params: { id: quoteId } });
    try {
      await call(quoteEndpoints.confirm, { params: { id: quoteId }, body: { version } });
      return;
    } catch (error) {
      const isEarly =
        error instanceof CallError && (error.status === 409 || error.status === 404 || error.status === 503);
      if (!isEarly || performance.now() - startedAt > reopenTimeoutMs) throw error;
      await delay(pollMs);
    }
  }
};
