import { expect, test } from 'vitest';
import { scrubLine } from './scrub-line.ts';

test.each([
  [
    'npm error 404 Not Found - GET https://registry.example.com/nope - Not found',
    'npm error 404 Not Found - GET (address) - Not found',
  ],
  ['getaddrinfo ENOTFOUND registry.example.com', 'getaddrinfo ENOTFOUND (address)'],
  ['Looking in indexes: https://user:pw@pypi.example.com/simple', 'Looking in indexes of this machine'],
  ['Looking in links: /opt/some/folder', 'Looking in links of this machine'],
  ["HTTPSConnectionPool(host='pypi.example.com', port=443)", "HTTPSConnectionPool(host='(address)', port=443)"],
  ['//registry.example.com/:_authToken=npm_abc123', '(address)'],
  ['npm config _authToken = npm_abc123', 'npm config _authToken = (hidden)'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['added 99 packages in 2s', 'added 99 packages in 2s'],
])('an installer says "%s", people read "%s"', (line, shown) => {
  expect(scrubLine(line)).toBe(shown);
});
