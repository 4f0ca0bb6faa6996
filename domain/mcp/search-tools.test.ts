import { expect, test } from 'vitest';
import { toolFinder } from './search-tools.ts';

const tools = [
  {
    name: 'files__read_file',
    definition: { description: 'Reads a text file', inputSchema: { properties: { path: {} } } },
  },
  { name: 'mail__sendMessage', definition: { description: 'Sends an e-mail to a person' } },
  { name: 'crm__list_companies', definition: { title: 'Companies', description: 'Lists companies by name' } },
  { name: 'files__list', definition: { description: 'Lists what a folder holds' } },
];
const find = toolFinder(tools);
const found = (query: string) => find(query, 3).map((index) => tools[index]?.name);

test('a tool is found by the words of its name, its description and its arguments', () => {
  expect(found('send message')[0]).toBe('mail__sendMessage');
  expect(found('path')).toEqual(['files__read_file']);
  expect(found('what is in this folder?')[0]).toBe('files__list');
});

test('singular finds plural, and a rare word counts more than a common one', () => {
  expect(found('company')).toEqual(['crm__list_companies']);
  expect(found('list company')[0]).toBe('crm__list_companies');
});

test('nothing is found for nothing', () => {
  expect(found('weather')).toEqual([]);
  expect(found('')).toEqual([]);
});
