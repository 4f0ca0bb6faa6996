import { Buffer } from 'node:buffer';
import { isObject } from '../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';

/** An argument that a tool wants repeated as the header `Mcp-Param-<header>` (`x-mcp-header`, SEP-2243). */
export interface HeaderDeclaration {
  readonly path: readonly string[];
  readonly header: string;
}

const maxDepth = 200;
const token = /^[\w!#$%&'*+.^`|~-]+$/;
const primitives: ReadonlySet<unknown> = new Set(['string', 'integer', 'boolean']);

/** What an input schema declares; null when that is invalid, and the tool must not be used. */
export const headerDeclarations = (schema: JsonObject): HeaderDeclaration[] | null => {
  const found: HeaderDeclaration[] = [];
  if (!collect(schema, [], found)) return null;
  const names = new Set(found.map(({ header }) => header.toLowerCase()));
  return names.size === found.length ? found : null;
};

/** Declarations count on properties of properties alone; anywhere else they are an error. */
const collect = (schema: JsonObject, path: readonly string[], found: HeaderDeclaration[]): boolean => {
  if (path.length > maxDepth) return false;
  if ('x-mcp-header' in schema) {
    const header = schema['x-mcp-header'];
    if (path.length === 0 || typeof header !== 'string' || !token.test(header)) return false;
    if (!primitives.has(schema['type'])) return false;
    found.push({ path, header });
  }
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties' && isObject(value)) {
      for (const [name, child] of Object.entries(value))
        if (isObject(child) && !collect(child, [...path, name], found)) return false;
    } else if (!data.has(keyword) && declares(value)) return false;
  }
  return true;
};

/** Keywords that hold values, not schemas. */
const data: ReadonlySet<string> = new Set(['x-mcp-header', 'default', 'const', 'enum', 'examples']);

/** A schema that nests deeper than anybody writes by hand counts as one that does. */
const declares = (value: unknown, depth = 0): boolean => {
  if (depth > maxDepth) return true;
  if (Array.isArray(value)) return value.some((each) => declares(each, depth + 1));
  if (!isObject(value)) return false;
  return 'x-mcp-header' in value || Object.values(value).some((each) => declares(each, depth + 1));
};

export const argumentAt = (given: JsonObject, path: readonly string[]): unknown => {
  let at: unknown = given;
  for (const name of path) at = isObject(at) ? at[name] : undefined;
  return at;
};

/** The headers of a call. */
export const paramHeaders = (declarations: readonly HeaderDeclaration[], given: JsonObject): Record<string, string> =>
  Object.fromEntries(
    declarations.flatMap(({ path, header }) => {
      const value = argumentAt(given, path);
      const isPrimitive = typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
      return isPrimitive ? [[`Mcp-Param-${header}`, encode(String(value))]] : [];
    }),
  );

/** What a header cannot hold as it is goes as `=?base64?…?=`. */
const encode = (value: string): string =>
  value === '' || value !== value.trim() || !/^[\t\x20-\x7E]*$/.test(value) || /^=\?base64\?.*\?=$/.test(value)
    ? `=?base64?${Buffer.from(value).toString('base64')}?=`
    : value;
