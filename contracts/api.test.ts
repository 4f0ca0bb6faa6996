import { expect, test } from 'vitest';
import { z } from 'zod';
import { allEndpoints } from './api.ts';
import { isObject } from './kernel/is-object.ts';

/** Where a schema lets members in that it does not name. Maps (`additionalProperties` is a schema) name none. */
const openObjects = (schema: unknown, path: string): string[] => {
  if (Array.isArray(schema)) return schema.flatMap((each, index) => openObjects(each, `${path}/${index}`));
  if (!isObject(schema)) return [];
  const isOpen = isObject(schema['properties']) && schema['additionalProperties'] !== false;
  return [
    ...(isOpen ? [path] : []),
    ...Object.entries(schema).flatMap(([name, each]) => openObjects(each, `${path}/${name}`)),
  ];
};

test('nothing that a request brings has members that nobody declared, at any depth', () => {
  const open = allEndpoints().flatMap(({ noun, name, endpoint }) =>
    (['params', 'query', 'body'] as const).flatMap((part) =>
      openObjects(z.toJSONSchema(endpoint[part], { io: 'input', unrepresentable: 'any' }), `${noun}.${name} ${part}`),
    ),
  );
  expect(open).toEqual([]);
});
