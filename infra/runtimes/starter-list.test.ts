import { expect, test } from 'vitest';
import { McpCatalogueItem } from '../../contracts/mcp-servers.ts';
import { searchStarterList, starterList } from './starter-list.ts';

test('every item of the starter list fits its contract, has its own key and name, and an exact version', () => {
  for (const item of starterList) expect(McpCatalogueItem.parse(item)).toEqual(item);
  expect(new Set(starterList.map(({ key }) => key)).size).toBe(starterList.length);
  expect(new Set(starterList.map(({ suggestedName }) => suggestedName)).size).toBe(starterList.length);
  const packages = starterList.flatMap(({ source }) =>
    source.kind === 'npm' || source.kind === 'pypi' ? [source.version] : [],
  );
  expect(packages.length).toBeGreaterThan(5);
  expect(packages).not.toContain(null);
});

test('a search finds items by every word, whatever its case', () => {
  expect(searchStarterList('WEB pages').map(({ suggestedName }) => suggestedName)).toEqual(['fetch']);
  expect(searchStarterList('server-memory').map(({ suggestedName }) => suggestedName)).toEqual(['memory']);
  expect(searchStarterList('no such thing')).toEqual([]);
  expect(searchStarterList(undefined)).toHaveLength(starterList.length);
});
