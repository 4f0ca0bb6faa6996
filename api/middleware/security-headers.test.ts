import { createServer } from 'node:http';
import { once } from 'node:events';
import express from 'express';
import { expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';

const headersOf = async (publicUrl?: string, path = '/'): Promise<Headers> => {
  const app = express()
    .use(securityHeaders({ publicUrl }))
    .use((_request, response) => void response.end());
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  try {
    return (await fetch(`http://127.0.0.1:${address.port}${path}`)).headers;
  } finally {
    server.close();
  }
};

const policyOf = async (publicUrl?: string): Promise<string> =>
  (await headersOf(publicUrl)).get('content-security-policy') ?? '';

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

test.each(['/mcp', '/mcp_proxy/files'])(
  'an answer at %s is no page: nothing is loaded, framed or guessed',
  async (path) => {
    const headers = await headersOf('https://sales.example.com', path);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
  },
);
