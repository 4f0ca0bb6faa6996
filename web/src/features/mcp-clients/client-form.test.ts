import { expect, test } from 'vitest';
import { readClientForm } from './client-form.ts';

const filled = { name: ' Claude ', kind: 'claude', auth: 'oauth', server: '', redirectUris: '' };

test('a filled form becomes the body, with every server unless one is named', () => {
  expect(readClientForm({ ...filled, redirectUris: 'https://a.example/cb\n\nhttps://b.example/cb' })).toMatchObject({
    ok: true,
    body: { name: 'Claude', server: null, redirectUris: ['https://a.example/cb', 'https://b.example/cb'] },
  });
  expect(readClientForm({ ...filled, server: 'files' })).toMatchObject({ ok: true, body: { server: 'files' } });
});

test('each mistake is shown at its field', () => {
  expect(readClientForm({ ...filled, name: '', redirectUris: 'not an address' })).toEqual({
    ok: false,
    problems: { name: true, redirectUris: true },
  });
});
