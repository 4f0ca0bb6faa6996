import type { Customer } from '../../../contracts/customers.ts';
import type { ContentPart } from '../../../contracts/document-reading.ts';
import type { Document } from '../../../contracts/documents.ts';
import type { Quote } from '../../../contracts/quotes.ts';

const tail = (digit: string) => digit.repeat(26);
export const ids = {
  document: `doc_${tail('1')}`,
  foreignDocument: `doc_${tail('9')}`,
  file: `fil_${tail('2')}`,
  quote: `quo_${tail('3')}`,
  customer: `cus_${tail('4')}`,
  line: `lin_${tail('5')}`,
};
const now = '2026-11-01T08:00:00Z';

export const customer: Customer = {
  id: ids.customer,
  name: 'Hansen Maschinenbau',
  contacts: [{ name: 'Ida Hansen', email: 'ida@hansen.example', phone: null }],
  address: null,
  vatId: null,
  currency: 'EUR',
  locale: 'de',
  note: null,
  createdAt: now,
  updatedAt: now,
  version: 1,
};

export const document: Document = {
  id: ids.document,
  fileId: ids.file,
  fileName: 'request.txt',
  sizeBytes: 20,
  sha256: 'ab',
  kind: 'txt',
  state: 'ready',
  stage: 'done',
  done: 3,
  total: 3,
  reason: null,
  customerName: 'Hansen Maschinenbau',
  reference: 'RFQ-7',
  lineCount: 1,
  uploadedBy: { id: 'u', name: 'Mara' },
  quote: {
    id: ids.quote,
    number: 'Q-2026-7',
    preparation: 'review',
    lineCount: 1,
    matchedCount: 0,
    openCount: 1,
    total: null,
    currency: 'EUR',
  },
  createdAt: now,
  updatedAt: now,
  version: 1,
  fields: null,
  lines: [],
  warnings: [],
  partCount: 2,
};

export const parts: readonly ContentPart[] = [
  { index: 0, name: 'Page 1', kind: 'text', text: 'We need 500 hexagon bolts M8x40.' },
  {
    index: 1,
    name: 'Page 2',
    kind: 'page',
    items: [
      { text: 'terms: 30 days net', x: 90, y: 50, w: 80, h: 10 },
      { text: 'Payment', x: 10, y: 51, w: 60, h: 10 },
    ],
  },
];

export const quote: Quote = {
  id: ids.quote,
  number: 'Q-2026-7',
  revision: 1,
  state: 'draft',
  preparation: 'review',
  documentId: ids.document,
  customerId: null,
  customerName: null,
  reference: null,
  currency: 'EUR',
  lineCount: 1,
  matchedCount: 0,
  openCount: 1,
  total: null,
  createdAt: now,
  updatedAt: now,
  version: 4,
  contact: { name: null, email: null },
  neededBy: null,
  validUntil: '2026-12-01',
  taxMode: 'exclusive',
  lines: [
    {
      id: ids.line,
      position: 1,
      requested: null,
      match: null,
      decision: 'open',
      decidedBy: null,
      productId: null,
      sku: null,
      description: 'Hexagon bolt M8x40',
      quantity: '500',
      unit: 'pcs',
      unitPrice: null,
      priceEdited: false,
      discountPercent: null,
      taxCategory: 'S',
      taxRate: '19',
      net: null,
    },
  ],
  totals: null,
  pdf: null,
  reason: null,
};
