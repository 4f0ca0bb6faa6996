import type { EntityName, Intent, IntentEntities, MappingCheck } from '../../contracts/intent.ts';

interface Use {
  readonly needs: readonly (readonly EntityName[])[];
  readonly takes: readonly EntityName[];
}

const uses: Readonly<Record<Intent, Use>> = {
  create_product: { needs: [['product']], takes: ['sku', 'price', 'currency', 'quantity'] },
  create_from_file: { needs: [['document']], takes: [] },
  list_products: { needs: [], takes: ['product'] },
  update_product: { needs: [['sku', 'product']], takes: ['price', 'currency', 'quantity'] },
  delete_product: { needs: [['sku', 'product']], takes: [] },
  search_products: { needs: [['product', 'sku']], takes: ['price', 'currency', 'quantity'] },
  get_product_info: { needs: [['sku', 'product']], takes: [] },
  add_to_basket: { needs: [['sku', 'product']], takes: ['quantity'] },
  get_basket: { needs: [], takes: [] },
  get_payment_link: { needs: [], takes: ['recipient'] },
  answer_question: { needs: [], takes: ['product', 'sku'] },
  send_email: {
    needs: [
      ['recipient', 'customer'],
      ['message', 'document'],
    ],
    takes: [],
  },
  send_sms: { needs: [['recipient', 'customer'], ['message']], takes: [] },
  send_whatsapp: { needs: [['recipient', 'customer'], ['message']], takes: ['document'] },
  process_document: { needs: [['document']], takes: ['customer'] },
  generate_quote: { needs: [['document', 'product', 'sku']], takes: ['customer', 'quantity', 'price', 'currency'] },
  ask_document_question: { needs: [['document']], takes: ['message'] },
  search_customers: { needs: [], takes: ['customer'] },
  get_sales_analytics: { needs: [], takes: ['period', 'customer', 'product', 'currency'] },
  greeting: { needs: [], takes: [] },
  help: { needs: [], takes: [] },
  unknown: { needs: [], takes: ['sku', 'document', 'recipient', 'period'] },
};

/** The entities that an intent has a use for. */
export const entitiesOf = (intent: Intent, entities: IntentEntities): IntentEntities => {
  const { needs, takes } = uses[intent];
  const kept = new Set<string>([...needs.flat(), ...takes]);
  // Where customers are looked for, an unknown name is one.
  const { customer = intent === 'search_customers' ? entities.product : undefined } = entities;
  return Object.fromEntries(
    Object.entries({ ...entities, ...(customer && { customer }) }).filter(([name]) => kept.has(name)),
  );
};

/** Whether a tool can be called with what is known; of entities that stand for each other the first is named. */
export const checkMapping = (intent: Intent, entities: IntentEntities): MappingCheck => {
  const missing = uses[intent].needs.flatMap((group) =>
    group.some((name) => entities[name] !== undefined) ? [] : group.slice(0, 1),
  );
  const tool = intent === 'greeting' || intent === 'help' || intent === 'unknown' ? null : intent;
  return { valid: tool !== null && missing.length === 0, missing, tool };
};
