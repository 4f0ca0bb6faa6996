import type { Permission } from '../../contracts/access.ts';

const writesCatalogue = ['catalog:read', 'catalog:write'] as const;

/**
 * What a caller needs so that a tool of ours can do its work: the permissions of the endpoints it always calls. The API
 * checks them at each call; lists are cut to them, so that they promise nothing that is refused.
 */
export const toolPermissions: Readonly<Record<string, readonly Permission[]>> = {
  analyze_intent: [],
  ask_document_question: ['documents:read'],
  chat_with_assistant: [],
  create_from_file: writesCatalogue,
  create_product: writesCatalogue,
  delete_product: writesCatalogue,
  generate_quote: ['documents:read', 'quotes:read'],
  get_sales_analytics: ['quotes:read'],
  get_suggestions: [],
  list_products: ['catalog:read'],
  process_document: ['documents:read', 'documents:write'],
  search_customers: ['customers:read'],
  update_product: writesCatalogue,
  validate_mapping: [],
};
