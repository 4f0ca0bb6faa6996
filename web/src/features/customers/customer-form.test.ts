import { expect, it } from 'vitest';
import { emptyCustomerForm, readCustomerForm, toCustomerForm } from './customer-form.ts';

const contact = { key: 1, name: '', email: 'petra@acme.example', phone: '' };
const blank = { key: 0, name: '', email: ' ', phone: '' };

it('reads empty fields as none and leaves out contact rows that were not used', () => {
  const read = readCustomerForm({ ...emptyCustomerForm, name: ' Acme ', currency: 'eur', contacts: [blank, contact] });
  expect(read).toEqual({
    ok: true,
    fields: {
      name: 'Acme',
      contacts: [{ name: null, email: 'petra@acme.example', phone: null }],
      address: null,
      vatId: null,
      currency: 'EUR',
      locale: null,
      note: null,
    },
  });
});

it('marks the row that the person sees, whatever rows before it were left out', () => {
  const read = readCustomerForm({ ...emptyCustomerForm, contacts: [blank, { ...contact, email: 'petra' }] });
  expect(read).toEqual({ ok: false, problems: { name: 'required', 'contacts.1.email': 'badEmail' } });
});

it('shows a stored customer so that reading it gives the same customer', () => {
  const read = readCustomerForm({ ...emptyCustomerForm, name: 'Acme', locale: 'de', contacts: [contact] });
  if (!read.ok) throw new Error('the form must read');
  expect(readCustomerForm(toCustomerForm(read.fields))).toEqual(read);
});
