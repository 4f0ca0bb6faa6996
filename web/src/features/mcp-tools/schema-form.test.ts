import { expect, test } from 'vitest';
import { readArguments, readDraft } from './read-draft.ts';
import { draftOf, formOf, type Draft, type Field } from './schema-form.ts';

const fieldsOf = (schema: Record<string, unknown>): Record<string, Field> => {
  const form = formOf(schema);
  if (form.kind !== 'group') throw new Error(`a ${form.kind} has no fields`);
  return Object.fromEntries(form.fields.map(({ key, field }) => [key, field]));
};
const objectOf = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const typed = (schema: Record<string, unknown>, draft: Draft) => readDraft(formOf(schema), draft);

test('each kind of property becomes its field, with title, description and whether it is needed', () => {
  const fields = fieldsOf(
    objectOf(
      {
        city: { type: 'string', title: 'City', description: 'Where' },
        count: { type: 'integer', minimum: 1 },
        exact: { type: 'boolean' },
        unit: { enum: ['C', 'F'] },
        tags: { type: 'array', items: { type: 'string' } },
        place: objectOf({ lat: { type: 'number' } }),
        anything: {},
      },
      ['city'],
    ),
  );
  expect(Object.values(fields).map(({ kind }) => kind)).toEqual([
    'text',
    'number',
    'boolean',
    'choice',
    'list',
    'group',
    'json',
  ]);
  expect(fields['city']).toMatchObject({ label: 'City', description: 'Where', required: true });
  expect(fields['count']).toMatchObject({ label: 'count', required: false, isInteger: true, minimum: 1 });
});

test('defaults are filled in, also inside of objects', () => {
  const form = formOf(
    objectOf({
      unit: { enum: ['C', 'F'], default: 'F' },
      count: { type: 'integer', default: 5 },
      place: objectOf({ lat: { type: 'number', default: 1.5 } }),
    }),
  );
  expect(form.start).toEqual({ unit: '1', count: '5', place: { lat: '1.5' } });
  expect(readDraft(form, form.start)).toEqual({ value: { unit: 'F', count: 5, place: { lat: 1.5 } }, problems: {} });
});

test('what was left empty is not sent, and an optional object without content neither', () => {
  const schema = objectOf({
    a: { type: 'string' },
    b: { type: 'boolean' },
    c: objectOf({ d: { type: 'string' } }, ['d']),
  });
  expect(typed(schema, { a: '', b: '', c: { d: '' } })).toEqual({ value: {}, problems: {} });
});

test('an optional object that was begun needs its required members', () => {
  const schema = objectOf({ c: objectOf({ d: { type: 'number' }, e: { type: 'string' } }, ['d']) });
  expect(typed(schema, { c: { d: '', e: 'x' } }).problems).toEqual({ 'c.d': { code: 'required' } });
});

test('mistakes are found at their fields', () => {
  const schema = objectOf(
    {
      name: { type: 'string', minLength: 1 },
      n: { type: 'integer', maximum: 10 },
      list: { type: 'array', items: { type: 'number' } },
      free: {},
    },
    ['name'],
  );
  expect(typed(schema, { name: '', n: '11', list: ['1', 'x'], free: '{' }).problems).toEqual({
    name: { code: 'required' },
    n: { code: 'tooLarge', limit: 10 },
    'list.1': { code: 'number' },
    free: { code: 'json' },
  });
  expect(typed(schema, { name: 'a', n: '1.5', list: [], free: '' }).problems).toEqual({ n: { code: 'integer' } });
});

test('references, unions with null and lists of objects become plain fields', () => {
  const schema = {
    ...objectOf({
      owner: { $ref: '#/$defs/person' },
      note: { type: ['string', 'null'] },
      size: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      people: { type: 'array', items: { $ref: '#/$defs/person' } },
    }),
    $defs: { person: objectOf({ name: { type: 'string' } }, ['name']) },
  };
  expect(Object.values(fieldsOf(schema)).map(({ kind }) => kind)).toEqual(['group', 'text', 'number', 'list']);
  expect(typed(schema, { owner: {}, note: '', size: '3', people: [{ name: 'Ann' }] })).toEqual({
    value: { size: 3, people: [{ name: 'Ann' }] },
    problems: {},
  });
});

test('a schema that refers to itself ends in a field for JSON instead of an endless form', () => {
  const node = objectOf({ child: { $ref: '#/$defs/node' } });
  const form = formOf({ ...objectOf({ root: { $ref: '#/$defs/node' } }), $defs: { node } });
  expect(JSON.stringify(form)).toContain('"kind":"json"');
});

test('real alternatives cannot be a form, so they are JSON', () => {
  const fields = fieldsOf(
    objectOf({
      either: { oneOf: [{ type: 'string' }, objectOf({})] },
      map: { type: 'object', additionalProperties: { type: 'string' } },
    }),
  );
  expect([fields['either']?.kind, fields['map']?.kind]).toEqual(['json', 'json']);
});

test('choices with titles show the titles and send the values', () => {
  const schema = objectOf({
    level: {
      type: 'string',
      oneOf: [
        { const: 'h', title: 'High' },
        { const: 'l', title: 'Low' },
      ],
    },
  });
  expect(fieldsOf(schema)['level']).toMatchObject({ kind: 'choice', options: [{ label: 'High' }, { label: 'Low' }] });
  expect(typed(schema, { level: '1' }).value).toEqual({ level: 'l' });
});

test('logged arguments can be put back into the form', () => {
  const form = formOf(
    objectOf({ city: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } }, on: { type: 'boolean' } }),
  );
  const given = { city: 'Bonn', tags: ['a', 'b'], on: false };
  expect(readDraft(form, draftOf(form, given)).value).toEqual(given);
});

test('arguments as JSON must be one object', () => {
  expect(readArguments('{"a":1}')).toEqual({ a: 1 });
  expect(readArguments('')).toEqual({});
  expect(readArguments('[1]')).toBeNull();
  expect(readArguments('{')).toBeNull();
});
