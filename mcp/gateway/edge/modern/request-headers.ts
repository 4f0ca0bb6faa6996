import { Buffer } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { argumentAt, headerDeclarations } from '../../param-headers.ts';
import type { RpcRequest } from '../json-rpc.ts';

/** What `Mcp-Name` repeats, by method (SEP-2243, and SEP-2663 for tasks). */
const nameSource: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
};

/** Why the standard headers do not belong to this request; null when they do. Answered with -32020. */
export const headerProblem = (headers: IncomingHttpHeaders, { method, params }: RpcRequest): string | null => {
  if (one(headers['mcp-protocol-version']) === undefined) return 'The MCP-Protocol-Version header is missing.';
  const methodHeader = one(headers['mcp-method']);
  if (methodHeader === undefined) return 'The Mcp-Method header is missing.';
  if (methodHeader !== method) return `The Mcp-Method header does not name ${method}.`;
  const source = nameSource[method];
  return source === undefined ? null : nameProblem(one(headers['mcp-name']), params[source]);
};

const nameProblem = (header: string | undefined, name: unknown): string | null => {
  if (typeof name !== 'string') return null;
  if (header === undefined) return 'The Mcp-Name header is missing.';
  const decoded = decodeHeaderValue(header);
  if (decoded === null) return 'The Mcp-Name header is not valid Base64.';
  return decoded === name ? null : 'The Mcp-Name header does not name what the body names.';
};

/**
 * Arguments that a tool's schema wants repeated as `Mcp-Param-*` headers (`x-mcp-header`, SEP-2243). Null when they
 * agree with the body.
 */
export const paramHeaderProblem = (
  headers: IncomingHttpHeaders,
  schema: JsonObject,
  given: JsonObject,
): string | null => {
  for (const { path, header: label } of headerDeclarations(schema) ?? []) {
    const header = one(headers[`mcp-param-${label.toLowerCase()}`]);
    const value = argumentAt(given, path);
    if (value === undefined || value === null) {
      if (header !== undefined) return `The header Mcp-Param-${label} is there, but not its argument.`;
    } else if (header === undefined) return `The header Mcp-Param-${label} is missing.`;
    else if (!agrees(decodeHeaderValue(header), value))
      return `The header Mcp-Param-${label} differs from its argument.`;
  }
  return null;
};

const agrees = (header: string | null, value: unknown): boolean =>
  header !== null && (header === String(value) || (typeof value === 'number' && Number(header) === value));

/** Values that a header cannot hold come as `=?base64?…?=`; null when that cannot be read. */
const decodeHeaderValue = (value: string): string | null => {
  const encoded = /^=\?base64\?(.*)\?=$/i.exec(value)?.[1];
  if (encoded === undefined) return value;
  if (!/^(?:[\d+/A-Za-z]{4})*(?:[\d+/A-Za-z]{2}==|[\d+/A-Za-z]{3}=)?$/.test(encoded)) return null;
  return Buffer.from(encoded, 'base64').toString('utf8');
};

const one = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value)?.trim();
