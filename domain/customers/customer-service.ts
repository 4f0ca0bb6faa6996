import type { Customer, CustomerFields } from '../../contracts/customers.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import { newId } from '../new-id.ts';
import { companyKey } from './company-name.ts';
import type { CustomerListQuery, CustomerStore, StoredCustomer } from './customer-store.ts';
import { companyDomain } from './mail-domain.ts';

/** What a request document says about who sent it. */
export interface Requester {
  readonly name: string | null;
  readonly email: string | null;
  /** The person who wrote, when the document names one. */
  readonly contactName?: string | null | undefined;
}

type Loose<T> = { [K in keyof T]?: T[K] | undefined };
export type NewCustomer = Pick<CustomerFields, 'name'> & Loose<CustomerFields>;
export type CustomerChange = Loose<CustomerFields> & { version: number };

export interface CustomerService {
  list(workspaceId: string, query: CustomerListQuery): Promise<Page<Customer>>;
  /** Throws `customer_not_found`. */
  get(workspaceId: string, id: string): Promise<Customer>;
  create(workspaceId: string, fields: NewCustomer): Promise<Customer>;
  /** Throws `customer_not_found`, `version_conflict`. */
  update(workspaceId: string, id: string, change: CustomerChange): Promise<Customer>;
  /** The one customer who is meant, or null: by exact e-mail, then by the company's mail domain, then by name. */
  findForRequest(workspaceId: string, requester: Requester): Promise<string | null>;
  /** As `findForRequest`, and creates the customer when nobody fits; null when the request names nobody. Idempotent. */
  ensureFromRequest(workspaceId: string, requester: Requester): Promise<string | null>;
}

/** Enough to see that a name or domain fits more than one customer. */
const candidateLimit = 20;

/** Customers with contacts (spec row A2). */
export const customerService = ({ customers }: { customers: CustomerStore }): CustomerService => {
  const require = async (workspaceId: string, id: string) => {
    const stored = await customers.find(workspaceId, id);
    if (!stored) throw fail('customer_not_found', { customerId: id });
    return stored;
  };

  const findForRequest = async (workspaceId: string, { name, email }: Requester): Promise<string | null> => {
    const key = name === null ? '' : companyKey(name);
    const only = (found: readonly StoredCustomer[]): string | null => {
      if (found.length === 1) return found[0]?.id ?? null;
      const named = found.filter((customer) => key !== '' && companyKey(customer.name) === key);
      return named.length === 1 ? (named[0]?.id ?? null) : null;
    };
    if (email !== null) {
      const byEmail = only(await customers.findByEmail(workspaceId, email.toLowerCase(), candidateLimit));
      if (byEmail !== null) return byEmail;
      const domain = companyDomain(email);
      const byDomain =
        domain === null ? null : only(await customers.findByMailDomain(workspaceId, domain, candidateLimit));
      if (byDomain !== null) return byDomain;
    }
    return key === '' ? null : only(await customers.findByCompanyKey(workspaceId, key, candidateLimit));
  };

  return {
    findForRequest,
    list: async (workspaceId, query) => {
      const page = await customers.list(workspaceId, query);
      return { ...page, items: page.items.map(toCustomer) };
    },
    get: async (workspaceId, id) => toCustomer(await require(workspaceId, id)),
    create: async (workspaceId, fields) => {
      const customer = newCustomer(workspaceId, fields);
      await customers.insert(customer);
      return toCustomer(customer);
    },
    update: async (workspaceId, id, { version, ...change }) => {
      const stored = await require(workspaceId, id);
      if (stored.version !== version) throw fail('version_conflict', { version: stored.version });
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const changed: StoredCustomer = { ...stored, ...given, updatedAt: new Date(), version: version + 1 };
      if ((await customers.replace(changed, version)) === 'conflict') throw fail('version_conflict');
      return toCustomer(changed);
    },
    ensureFromRequest: async (workspaceId, requester) => {
      const known = await findForRequest(workspaceId, requester);
      const requestKey = keyOfRequester(requester);
      if (known !== null || requestKey === null) return known;
      const { name, email, contactName } = requester;
      const fields = {
        name: name ?? email ?? '',
        contacts: email === null ? [] : [{ name: contactName ?? null, email: email.toLowerCase(), phone: null }],
      };
      const customer = { ...newCustomer(workspaceId, fields), requestKey };
      if ((await customers.insert(customer)) === 'inserted') return customer.id;
      return (await customers.findByRequestKey(workspaceId, requestKey))?.id ?? null;
    },
  };
};

/** The e-mail address identifies a requester; without one the company does; without both nobody is named. */
const keyOfRequester = ({ name, email }: Requester): string | null => {
  if (email !== null) return `email:${email.toLowerCase()}`;
  const key = name === null ? '' : companyKey(name);
  return key === '' ? null : `name:${key}`;
};

const newCustomer = (workspaceId: string, given: NewCustomer): StoredCustomer => {
  const now = new Date();
  const id = newId('cus');
  return {
    id,
    workspaceId,
    requestKey: `id:${id}`,
    name: given.name,
    contacts: given.contacts ?? [],
    address: given.address ?? null,
    vatId: given.vatId ?? null,
    currency: given.currency ?? null,
    locale: given.locale ?? null,
    note: given.note ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
};

const toCustomer = ({ workspaceId: _, requestKey: __, createdAt, updatedAt, ...fields }: StoredCustomer): Customer => ({
  ...fields,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
