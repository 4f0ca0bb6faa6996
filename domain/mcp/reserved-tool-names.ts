/** Tools of our own servers: their names stand as they are, whatever others are called. */
export const ownToolNames = [
  'process_document',
  'generate_quote',
  'ask_document_question',
  'chat_with_assistant',
  'search_customers',
  'get_sales_analytics',
  'analyze_intent',
  'validate_mapping',
  'get_suggestions',
  'create_product',
  'create_from_file',
  'list_products',
  'update_product',
  'delete_product',
] as const;

/** With these a client finds and calls tools that it does not list. */
export const searchToolsName = 'search_tools';
export const callToolName = 'call_tool';

/** Names that no tool of another server has among all of a workspace. */
export const reservedToolNames: readonly string[] = [...ownToolNames, searchToolsName, callToolName];
