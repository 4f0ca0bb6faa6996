import { Schema, type Connection } from 'mongoose';
import { companyKey, foldName } from '../../domain/customers/company-name.ts';
import type { CustomerStore, StoredCustomer } from '../../domain/customers/customer-store.ts';
import { companyDomain } from '../../domain/customers/mail-domain.ts';
import { pageQuery } from './cursor.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

/** The derived fields are what customers are found by; they are written together with what they derive from. */
interface CustomerRow extends Omit<StoredCustomer, 'id'> {
  _id: string;
  foldedName: string;
  companyKey: string;
  emails: string[];
  mailDomains: string[];
}

const contactSchema = new Schema(
  {
    name: { type: String, default: null },
    email: { type: String, required: true },
    phone: { type: String, default: null },
  },
  { _id: false },
);
const nullableText = { type: String, default: null };

const customerSchema = new Schema<CustomerRow>(
  {
    _id: { type: String, required: true },
    requestKey: { type: String, required: true },
    name: { type: String, required: true },
    foldedName: { type: String, required: true },
    companyKey: { type: String, required: true },
    contacts: { type: [contactSchema], required: true },
    emails: { type: [String], required: true },
    mailDomains: { type: [String], required: true },
    address: nullableText,
    vatId: nullableText,
    currency: nullableText,
    locale: nullableText,
    note: nullableText,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    version: { type: Number, required: true },
  },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, requestKey: 1 }, { unique: true })
  .index({ workspaceId: 1, foldedName: 1 })
  .index({ workspaceId: 1, companyKey: 1 })
  .index({ workspaceId: 1, emails: 1 })
  .index({ workspaceId: 1, mailDomains: 1 });

/** Customers in MongoDB. */
export const createMongoCustomerStore = (connection: Connection): CustomerStore => {
  const customers = connection.model('Customer', customerSchema, 'customers');

  const findBy = async (filter: Record<string, unknown> & { workspaceId: string }, limit: number) =>
    (await customers.find(filter, null, { sort: { _id: 1 }, limit }).lean()).map(toStored);

  return {
    insert: async (customer) => {
      try {
        await customers.create(toRow(customer));
        return 'inserted';
      } catch (error) {
        if (isDuplicateKey(error)) return 'request_key_taken';
        throw error;
      }
    },
    replace: async (customer, expectedVersion) => {
      const { _id, workspaceId, ...fields } = toRow(customer);
      const result = await customers.updateOne({ _id, workspaceId, version: expectedVersion }, { $set: fields });
      return result.matchedCount === 1 ? 'replaced' : 'conflict';
    },
    find: async (workspaceId, id) => {
      const row = await customers.findOne({ _id: id, workspaceId }).lean();
      return row && toStored(row);
    },
    list: async (workspaceId, { cursor, limit, search }) => {
      const page = pageQuery({ sort: 'name', field: 'foldedName', direction: 1, cursor, limit });
      const filter = { $and: [page.filter, ...wordsOf(search).map(holds)], workspaceId };
      const rows = await customers.find(filter, null, { sort: page.sort, limit: page.fetchLimit }).lean();
      return page.toPage(rows, (row) => row.foldedName, toStored);
    },
    findByRequestKey: async (workspaceId, requestKey) => {
      const row = await customers.findOne({ workspaceId, requestKey }).lean();
      return row && toStored(row);
    },
    findByEmail: (workspaceId, email, limit) => findBy({ workspaceId, emails: email }, limit),
    findByMailDomain: (workspaceId, domain, limit) => findBy({ workspaceId, mailDomains: domain }, limit),
    findByCompanyKey: (workspaceId, key, limit) => findBy({ workspaceId, companyKey: key }, limit),
  };
};

const wordsOf = (search = ''): string[] =>
  foldName(search)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 10);

/** Every word of the search must stand in the name or in an e-mail address. Folded words hold letters and digits only. */
const holds = (word: string) => {
  const part = new RegExp(word);
  return { $or: [{ foldedName: part }, { emails: part }] };
};

const toRow = ({ id, ...customer }: StoredCustomer): CustomerRow => {
  const emails = [...new Set(customer.contacts.map(({ email }) => email.toLowerCase()))];
  const domains = emails.map(companyDomain).filter((domain) => domain !== null);
  return {
    ...customer,
    _id: id,
    foldedName: foldName(customer.name),
    companyKey: companyKey(customer.name),
    emails,
    mailDomains: [...new Set(domains)],
  };
};

const toStored = ({ _id, ...row }: CustomerRow): StoredCustomer => {
  const { foldedName: _name, companyKey: _key, emails: _emails, mailDomains: _domains, ...fields } = row;
  return { id: _id, ...fields };
};
