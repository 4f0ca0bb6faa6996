/** JSON Schema as a server gave it: never trusted, only looked into. */
export type Json = Readonly<Record<string, unknown>>;

interface Named {
  label: string;
  description: string | null;
  required: boolean;
  /** What the field starts with. */
  start: Draft;
}

/** A field of a form made from a JSON Schema. `json` is for what a form cannot express. */
export type Field = Named &
  (
    | { kind: 'text'; format: TextFormat; minLength: number; maxLength: number | null }
    | { kind: 'number'; isInteger: boolean; minimum: number | null; maximum: number | null }
    | { kind: 'boolean' }
    | { kind: 'choice'; options: readonly { label: string; value: unknown }[] }
    | { kind: 'list'; item: Field }
    | { kind: 'group'; fields: readonly { key: string; field: Field }[] }
    | { kind: 'json' }
  );

export type TextFormat = 'text' | 'long' | 'email' | 'url' | 'date' | 'date-time';

/** What is typed: texts, lists of drafts, and drafts by key. Booleans and choices are texts too (`''`: not said). */
export type Draft = string | readonly Draft[] | DraftGroup;
export interface DraftGroup {
  readonly [key: string]: Draft;
}
export const isDraftList = (draft: Draft): draft is readonly Draft[] => Array.isArray(draft);
export const isDraftGroup = (draft: Draft): draft is DraftGroup => typeof draft === 'object' && !isDraftList(draft);

const maxDepth = 6;
const longText = 200;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The form of a tool's arguments. */
export const formOf = (schema: Json): Field => {
  const form = fieldOf('', { type: 'object', ...schema }, true, schema, 0);
  return form.kind === 'group' ? form : { ...form, kind: 'json' };
};

const fieldOf = (key: string, raw: unknown, required: boolean, root: Json, depth: number): Field => {
  const schema = plain(raw, root, 0);
  const named = {
    label: text(schema?.['title']) ?? key,
    description: text(schema?.['description']),
    required,
  };
  if (!schema || depth > maxDepth) return { ...named, kind: 'json', start: '' };
  const shape = shapeOf(schema, root, depth);
  const made: Field = { ...named, ...shape, start: '' };
  return { ...made, start: draftOf(made, schema['default']) };
};

type Unnamed<T> = T extends Named ? Omit<T, keyof Named> : never;

const shapeOf = (schema: Json, root: Json, depth: number): Unnamed<Field> => {
  const options = optionsOf(schema);
  if (options) return { kind: 'choice', options };
  switch (schema['type']) {
    case 'string':
      return {
        kind: 'text',
        format: formatOf(schema),
        minLength: number(schema['minLength']) ?? 0,
        maxLength: number(schema['maxLength']),
      };
    case 'number':
    case 'integer':
      return {
        kind: 'number',
        isInteger: schema['type'] === 'integer',
        minimum: number(schema['minimum']),
        maximum: number(schema['maximum']),
      };
    case 'boolean':
      return { kind: 'boolean' };
    case 'array':
      return isJson(schema['items'])
        ? { kind: 'list', item: fieldOf('', schema['items'], true, root, depth + 1) }
        : { kind: 'json' };
    case 'object':
      return groupOf(schema, root, depth);
    default:
      return { kind: 'json' };
  }
};

const groupOf = (schema: Json, root: Json, depth: number): Unnamed<Field> => {
  const properties = schema['properties'];
  const isOpen = isJson(schema['additionalProperties']) || schema['oneOf'] || schema['anyOf'] || schema['allOf'];
  // The arguments themselves may have no properties: a form without fields. A nested object without any is free text.
  if (isOpen || (!isJson(properties) && depth > 0)) return { kind: 'json' };
  const required = isList(schema['required']) ? schema['required'] : [];
  const fields = Object.entries(isJson(properties) ? properties : {}).map(([key, value]) => ({
    key,
    field: fieldOf(key, value, required.includes(key), root, depth + 1),
  }));
  return { kind: 'group', fields };
};

/** Follows references inside the schema and takes `X or null` as X; null for what a form cannot express. */
const plain = (raw: unknown, root: Json, hops: number): Json | null => {
  if (!isJson(raw) || hops > maxDepth) return null;
  const reference = raw['$ref'];
  if (typeof reference === 'string') {
    const { $ref: _reference, ...own } = raw;
    const target = plain(lookUp(root, reference), root, hops + 1);
    return target && { ...target, ...own };
  }
  const either = raw['anyOf'] ?? raw['oneOf'];
  if (isList(either) && !raw['type']) {
    const rest = either.filter((option) => !(isJson(option) && option['type'] === 'null'));
    const { anyOf: _any, oneOf: _one, ...own } = raw;
    if (rest.length === 1) {
      const only = plain(rest[0], root, hops + 1);
      return only && { ...only, ...own };
    }
    return optionsOf(raw) ? raw : null;
  }
  const types = raw['type'];
  if (!isList(types)) return raw;
  const said = types.filter((type) => type !== 'null');
  return said.length === 1 ? { ...raw, type: said[0] } : null;
};

const lookUp = (root: Json, reference: string): unknown => {
  if (!reference.startsWith('#/')) return undefined;
  const steps = reference
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((at, step) => (isJson(at) && Object.hasOwn(at, step) ? at[step] : undefined), root);
};

/** Values to choose from: `enum`, `const`, or alternatives that are one value each with a title (as elicitation asks). */
const optionsOf = (schema: Json): readonly { label: string; value: unknown }[] | null => {
  const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const names = isList(schema['enumNames']) ? schema['enumNames'] : [];
  if (isList(schema['enum']))
    return schema['enum'].map((value, at) => ({ label: text(names[at]) ?? show(value), value }));
  if ('const' in schema) return [{ label: text(schema['title']) ?? show(schema['const']), value: schema['const'] }];
  const either = schema['oneOf'] ?? schema['anyOf'];
  if (!isList(either)) return null;
  const options = either.map((option) =>
    isJson(option) && 'const' in option
      ? { label: text(option['title']) ?? show(option['const']), value: option['const'] }
      : null,
  );
  return options.every((option) => option !== null) ? options : null;
};

const formatOf = (schema: Json): TextFormat => {
  const format = schema['format'];
  if (format === 'email' || format === 'date' || format === 'date-time') return format;
  if (format === 'uri' || format === 'url') return 'url';
  return (number(schema['maxLength']) ?? 0) > longText ? 'long' : 'text';
};

/** A value as it would have been typed; what does not fit the field starts empty. */
export const draftOf = (field: Field, value: unknown): Draft => {
  switch (field.kind) {
    case 'group': {
      const given = isJson(value) ? value : {};
      return Object.fromEntries(
        field.fields.map(({ key, field: member }) => [
          key,
          Object.hasOwn(given, key) ? draftOf(member, given[key]) : member.start,
        ]),
      );
    }
    case 'list':
      return isList(value) ? value.map((item) => draftOf(field.item, item)) : [];
    case 'choice': {
      const wanted = JSON.stringify(value);
      const at = field.options.findIndex((option) => value !== undefined && JSON.stringify(option.value) === wanted);
      return at < 0 ? '' : String(at);
    }
    case 'json':
      return value === undefined ? '' : JSON.stringify(value, null, 2);
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : '';
    case 'number':
      return typeof value === 'number' ? String(value) : '';
    case 'text':
      return typeof value === 'string' ? value : '';
  }
};
