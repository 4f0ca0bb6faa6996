import { CustomerFields, type Contact } from '../../../../contracts/customers.ts';
import type { customerWords } from './customer-words.ts';

/** A contact as a person types it; `key` tells rows apart while they are added and removed. */
export interface ContactForm {
  key: number;
  name: string;
  email: string;
  phone: string;
}

/** The fields of a customer as a person types them. */
export interface CustomerForm {
  name: string;
  contacts: readonly ContactForm[];
  address: string;
  vatId: string;
  currency: string;
  locale: string;
  note: string;
}
export type CustomerField = keyof CustomerForm;

type Problem = keyof typeof customerWords;
/** By field; those of a contact by their path, such as `contacts.0.email`. */
export type FormProblems = Readonly<Record<string, Problem>>;

export const emptyCustomerForm: CustomerForm = {
  name: '',
  contacts: [],
  address: '',
  vatId: '',
  currency: '',
  locale: '',
  note: '',
};

export const toCustomerForm = (customer: CustomerFields): CustomerForm => ({
  name: customer.name,
  contacts: customer.contacts.map((contact, key) => ({
    key,
    name: contact.name ?? '',
    email: contact.email,
    phone: contact.phone ?? '',
  })),
  address: customer.address ?? '',
  vatId: customer.vatId ?? '',
  currency: customer.currency ?? '',
  locale: customer.locale ?? '',
  note: customer.note ?? '',
});

/** A row that is still empty is left out, so that adding one and not using it does no harm. */
const isBlank = ({ name, email, phone }: ContactForm): boolean => (name + email + phone).trim() === '';

const orNull = (text: string): string | null => text.trim() || null;

const toContact = ({ name, email, phone }: ContactForm): Contact => ({
  name: orNull(name),
  email: email.trim(),
  phone: orNull(phone),
});

export type ReadForm = { ok: true; fields: CustomerFields } | { ok: false; problems: FormProblems };

/** Reads the typed fields as a customer, or says which ones do not read. */
export const readCustomerForm = (form: CustomerForm): ReadForm => {
  const rows = form.contacts.flatMap((contact, index) => (isBlank(contact) ? [] : [{ contact, index }]));
  const read = CustomerFields.safeParse({
    name: form.name,
    contacts: rows.map(({ contact }) => toContact(contact)),
    address: orNull(form.address),
    vatId: orNull(form.vatId),
    currency: orNull(form.currency)?.toUpperCase() ?? null,
    locale: orNull(form.locale),
    note: orNull(form.note),
  });
  if (read.success) return { ok: true, fields: read.data };
  const problems: Record<string, Problem> = {};
  for (const { path, code } of read.error.issues) {
    const [field, at, part] = path;
    const shownAt = typeof at === 'number' ? rows[at]?.index : undefined;
    const where = shownAt === undefined ? String(field) : `contacts.${shownAt}.${String(part)}`;
    problems[where] ??= code === 'too_big' ? 'tooLong' : problemOf(String(part ?? field), form);
  }
  return { ok: false, problems };
};

const problemOf = (field: string, form: CustomerForm): Problem => {
  if (field === 'email') return 'badEmail';
  if (field === 'currency') return 'badCurrency';
  return field === 'name' && form.name.trim() === '' ? 'required' : 'invalid';
};

/** Marks the fields that the server refused. */
export const refusedFields = (names: readonly string[]): FormProblems =>
  Object.fromEntries(names.map((name) => [name, 'invalid' as const]));
