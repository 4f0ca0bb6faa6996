import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createServiceToken } from './service-token.ts';

let server: Server;
let origin: string;
let exchanges: number;
let refuse: boolean;
beforeEach(async () => {
  exchanges = 0;
  refuse = false;
  server = createServer((_request, response) => {
    exchanges += 1;
    response.writeHead(refuse ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token: `token-${exchanges}`, tokenType: 'Bearer', expiresInSeconds: 900 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  origin = `http://127.0.0.1:${address.port}`;
});
afterEach(() => server.close());

test('callers at the same time share one exchange, and a new token comes before the old one ends', async () => {
  let nowMs = 0;
  const token = createServiceToken({ origin, key: 'k', secret: 's' }, () => nowMs);
  expect(await Promise.all([token(), token(), token()])).toEqual(['token-1', 'token-1', 'token-1']);
  nowMs = 839_000;
  expect(await token()).toBe('token-1');
  nowMs = 841_000;
  expect(await Promise.all([token(), token()])).toEqual(['token-2', 'token-2']);
});

test('a failed exchange is not remembered', async () => {
  const token = createServiceToken({ origin, key: 'k', secret: 's' });
  refuse = true;
  await expect(token()).rejects.toThrow('503');
  refuse = false;
  expect(await token()).toBe('token-2');
});
