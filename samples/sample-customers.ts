import type { Contact } from '../contracts/customers.ts';

/** Customers that the first start creates; their requests lie in `samples/requests`. */
export const sampleCustomers: readonly { name: string; address: string; locale: 'en' | 'de'; contacts: Contact[] }[] = [
  {
    name: 'Harrow & Finch Facilities Ltd',
    address: '14 Tannery Lane, Eastmere',
    locale: 'en',
    contacts: [{ name: 'Maud Ellery', email: 'purchasing@harrowfinch.example', phone: null }],
  },
  {
    name: 'Maschinenbau Tannhofer GmbH',
    address: 'Werkstraße 8, 00000 Oberlahr',
    locale: 'de',
    contacts: [{ name: 'Korbinian Lahr', email: 'einkauf@tannhofer.example', phone: null }],
  },
  {
    name: 'Stadtwerke Lindenau',
    address: 'Am Wasserturm 1, 00000 Lindenau',
    locale: 'de',
    contacts: [{ name: 'Dörte Michelsen', email: 'doerte.michelsen@stadtwerke-lindenau.example', phone: null }],
  },
];
