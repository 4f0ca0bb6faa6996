import { defineWords } from './i18n.ts';

/** What each permission lets somebody do. */
export const permissionWords = defineWords({
  'catalog:read': { en: 'See the catalogue', de: 'Katalog ansehen' },
  'catalog:write': { en: 'Change and import the catalogue', de: 'Katalog ändern und importieren' },
  'customers:read': { en: 'See customers', de: 'Kunden ansehen' },
  'customers:write': { en: 'Change customers', de: 'Kunden ändern' },
  'documents:read': { en: 'See requests', de: 'Anfragen ansehen' },
  'documents:write': { en: 'Upload and change requests', de: 'Anfragen hochladen und ändern' },
  'mcp-log:read': { en: 'See MCP requests', de: 'MCP-Anfragen ansehen' },
  'mcp-servers:manage': { en: 'Manage MCP servers', de: 'MCP-Server verwalten' },
  'mcp-servers:read': { en: 'See MCP servers', de: 'MCP-Server ansehen' },
  'mcp-tools:use': { en: 'Use tools', de: 'Werkzeuge nutzen' },
  'operations:read': { en: 'See jobs', de: 'Vorgänge ansehen' },
  'operations:write': { en: 'Retry and cancel jobs', de: 'Vorgänge wiederholen und abbrechen' },
  'quotes:read': { en: 'See quotes', de: 'Angebote ansehen' },
  'quotes:write': { en: 'Write quotes', de: 'Angebote schreiben' },
  'service-accounts:manage': { en: 'Manage service accounts', de: 'Dienstkonten verwalten' },
  'users:manage': { en: 'Manage users', de: 'Benutzer verwalten' },
});
