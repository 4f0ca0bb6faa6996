import { expect, test } from 'vitest';
import { createOwnOrigin } from './own-origin.ts';

test.for([
  ['http://localhost:54587', 'localhost:54587', true],
  ['http://127.0.0.1:54587', '127.0.0.1:54587', true],
  ['http://192.168.1.5:54587', '192.168.1.5:54587', true],
  ['http://[::1]:54587', '[::1]:54587', true],
  ['http://localhost:54587', '127.0.0.1:54587', false],
  ['http://rebound.example:54587', 'rebound.example:54587', false],
  ['https://localhost:54587', 'localhost:54587', false],
  ['null', 'null', false],
  ['http://localhost:54587', undefined, false],
] as const)('without a public URL: %s at %s → %s', ([origin, host, expected]) => {
  expect(createOwnOrigin(undefined)(origin, host)).toBe(expected);
});

test('with a public URL only its origin counts, whatever host was asked', () => {
  const isOwn = createOwnOrigin('https://sales.example.com/app');
  expect(isOwn('https://sales.example.com', 'internal:54587')).toBe(true);
  expect(isOwn('http://sales.example.com', 'sales.example.com')).toBe(false);
  expect(isOwn('https://sales.example.com.evil.example', undefined)).toBe(false);
  expect(isOwn('http://localhost:54587', 'localhost:54587')).toBe(false);
});
