import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { CurrencyCode, id, Instant, text } from './kernel/scalars.ts';

export const CustomerId = id('cus');

export const Contact = z.strictObject({
  name: text(200).nullable(),
  email: z.email().max(254),
  phone: text(60).nullable(),
});
export type Contact = z.infer<typeof Contact>;

const customerFields = {
  name: text(300),
  contacts: z.array(Contact).max(50),
  address: text(500).nullable(),
  vatId: text(40).nullable(),
  currency: CurrencyCode.nullable(),
  locale: z.enum(['en', 'de']).nullable(),
  note: text(2000).nullable(),
};
export const CustomerFields = z.strictObject(customerFields);
export type CustomerFields = z.infer<typeof CustomerFields>;

export const Customer = z.strictObject({
  id: CustomerId,
  ...customerFields,
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
});
export type Customer = z.infer<typeof Customer>;

const CustomerParams = z.strictObject({ id: CustomerId });

export const customerEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/customers',
    summary: 'List customers by name',
    access: 'customers:read',
    query: PageQuery.extend({ search: text(200).optional() }),
    reply: pageOf(Customer),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/v1/customers/:id',
    summary: 'A customer',
    access: 'customers:read',
    params: CustomerParams,
    reply: Customer,
  }),
  create: endpoint({
    method: 'post',
    path: '/api/v1/customers',
    summary: 'Create a customer',
    access: 'customers:write',
    status: 201,
    body: CustomerFields.partial().required({ name: true }),
    reply: Customer,
  }),
  update: endpoint({
    method: 'patch',
    path: '/api/v1/customers/:id',
    summary: 'Change a customer',
    access: 'customers:write',
    params: CustomerParams,
    body: CustomerFields.partial().extend({ version: z.number().int() }),
    reply: Customer,
  }),
};
