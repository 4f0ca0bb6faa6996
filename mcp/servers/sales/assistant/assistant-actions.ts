import { analyticsEndpoints } from '../../../../contracts/analytics.ts';
import { customerEndpoints } from '../../../../contracts/customers.ts';
import { say } from './assistant-words.ts';
import { answered, type Done, maxSearchChars, needs, type Turn } from './assistant-turn.ts';
import { periodDays } from './period-days.ts';

const shown = 5;

const names = (items: readonly string[]): string =>
  items.slice(0, shown).join(', ') + (items.length > shown ? ' …' : '');

export const searchCustomers = async ({ call, input: { locale }, entities, signal }: Turn): Promise<Done> => {
  const search = (entities.customer ?? '').slice(0, maxSearchChars);
  if (search === '') return needs('customer');
  const data = await call(customerEndpoints.list, { query: { search }, signal });
  const count = data.items.length;
  const said = { search, count, names: names(data.items.map(({ name }) => name)) };
  const message = count === 0 ? say('none', locale) : say('customers', locale, said);
  return answered(
    'search_customers',
    message,
    data,
    data.items.map(({ id }) => id),
  );
};

export const showSales = async ({ call, input: { locale }, entities, signal, now }: Turn): Promise<Done> => {
  const days = periodDays(entities.period, now);
  const data = await call(analyticsEndpoints.sales, { query: { ...days }, signal });
  const values = data.values.map(({ total, currency }) => `${total} ${currency}`).join(', ') || '0';
  const { from, to, requests, quotes } = data;
  const said = { from, to, requests: requests.total, quotes: quotes.total, values };
  return answered('get_sales_analytics', say('sales', locale, said), data);
};
