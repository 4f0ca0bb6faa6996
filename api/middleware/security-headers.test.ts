import { createServer } from 'node:http';
import { once } from 'node:events';
import express from 'express';
import { expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';

const policyOf = async (publicUrl?: string): Promise<string> => {
  const app = express()
    .use(securityHeaders({ publicUrl }))
    .use((_request, response) => void response.end());
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  try {
    const { headers } = await fetch(`http://127.0.0.1:${address.port}/`);
    return headers.get('content-security-policy') ?? '';
  } finally {
    server.close();
  }
};

test('neither scripts nor styles may be inline, and nothing may be evaluated', async () => {
  const policy = await policyOf();
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("style-src 'self';");
  expect(policy).not.toContain('unsafe');
});

test('only a public https URL upgrades requests', async () => {
  expect(await policyOf('https://sales.example.com')).toContain('upgrade-insecure-requests');
  expect(await policyOf('http://sales.example.com')).not.toContain('upgrade-insecure-requests');
});
