import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createAddressCheck, createSafeFetch, type Resolve } from './safe-fetch.ts';

/** A host that counts who comes: nobody may. */
const withCanary = async <T>(
  work: (port: number, seen: IncomingMessage[]) => Promise<T>,
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end('secret'),
): Promise<T> => {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await work(typeof address === 'object' && address ? address.port : 0, seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

const answering =
  (...addresses: string[]): Resolve =>
  (_, done) =>
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const refused = [
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0x7f.0.0.1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://0:PORT/',
  'http://0.0.0.0:PORT/',
  'http://127.255.255.254:PORT/',
  'http://①②⑦.⓪.⓪.①:PORT/',
  'http://127。0。0。1:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://LOCALHOST:PORT/',
  'http://localhost.:PORT/',
  'http://a.localhost:PORT/',
  'http://localhost.localdomain:PORT/',
  'http://printer.local/',
  'http://vault.internal/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://router.lan/',
  'http://nas.home.arpa/',
  'http://wiki.corp/',
  'http://intranet/',
  'http://mongodb:27017/',
  'http://10.0.0.1/',
  'http://10.255.255.255/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://192.168.1.1:8080/admin',
  'http://169.254.169.254/latest/meta-data/',
  'http://0xa9fea9fe/latest/meta-data/',
  'http://2852039166/latest/meta-data/',
  'http://0251.0376.0251.0376/',
  'http://169.254.0.1/',
  'http://100.64.0.1/',
  'http://100.100.100.200/latest/meta-data/',
  'http://192.0.0.192/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://198.51.100.7/',
  'http://203.0.113.9/',
  'http://224.0.0.1/',
  'http://239.255.255.250:1900/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::127.0.0.1]:PORT/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:53aa:64c:0:0:f5ff:fffe]/',
  'http://[2001:db8::1]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[fd12:3456:789a::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://user@example.com/',
  'http://user:secret@example.com/',
  'http://example.com@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@example.com/',
  'http://127.0.0.1:PORT\\@example.com/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/_x',
  'ftp://example.com/',
  'data:text/plain,hello',
  'blob:http://example.com/1',
  'javascript:alert(1)',
  'ws://example.com/',
  'unix:/var/run/docker.sock',
  'http://',
  'http:///',
  'not a url',
  '//example.com/',
  '',
];

describe('a fetch of an address that somebody else chose', () => {
  test('is tried with more than sixty forms of forbidden ones', () => {
    expect(refused.length).toBeGreaterThan(60);
  });

  test.each(refused)('refuses %s without a single packet, and when it is given', async (form) => {
    expect(() => createAddressCheck()(form.replace('PORT', '80'))).toThrow('url_not_allowed');
    await using safeFetch = createSafeFetch({ resolve: answering('127.0.0.1') });
    await withCanary(async (port, seen) => {
      await expect(safeFetch(form.replace('PORT', String(port)))).rejects.toThrow(/^url_not_allowed: (?!.*127\.)/);
      expect(seen).toHaveLength(0);
    });
  });

  test.each([['127.0.0.1'], ['::1'], ['10.1.2.3'], ['::ffff:127.0.0.1'], ['93.184.216.34', '127.0.0.1']])(
    'refuses a public name that resolves to %s',
    async (...addresses) => {
      await using safeFetch = createSafeFetch({ resolve: answering(...addresses) });
      await withCanary(async (port, seen) => {
        await expect(safeFetch(`http://innocent.example.com:${port}/`)).rejects.toThrow('url_not_allowed');
        expect(seen).toHaveLength(0);
      });
    },
  );

  test('connects to the very answer it checked: a name is looked up once, so it cannot change in between', async () => {
    const looks: string[] = [];
    const rebinding: Resolve = (host, done) => {
      looks.push(host);
      answering('127.0.0.1')(host, done);
    };
    await using safeFetch = createSafeFetch({ resolve: rebinding, allowPrivate: ['mine.example.com'] });
    await withCanary(async (port, seen) => {
      await (await safeFetch(`http://mine.example.com:${port}/`)).text();
      await expect(safeFetch(`http://rebind.example.com:${port}/`)).rejects.toThrow('url_not_allowed');
      expect(looks).toEqual(['mine.example.com', 'rebind.example.com']);
      expect(seen).toHaveLength(1);
    });
  });

  test('whose name does not resolve fails the call, and nothing else', async () => {
    // As the system does: later, where nobody catches what the callback throws.
    const resolve: Resolve = (_, done) => void setImmediate(done, new Error('ENOTFOUND'));
    await using safeFetch = createSafeFetch({ resolve });
    await expect(safeFetch('http://nowhere.example.com/')).rejects.toThrow('fetch failed');
  });

  test('reaches a private host that the operator allows', async () => {
    expect(() => createAddressCheck({ allowPrivate: ['127.0.0.1'] })('http://127.0.0.1/')).not.toThrow();
    await using safeFetch = createSafeFetch({ allowPrivate: ['127.0.0.1'] });
    const text = await withCanary(async (port) => (await safeFetch(`http://127.0.0.1:${port}/`)).text());
    expect(text).toBe('secret');
  });

  test('does not follow a redirect to where it may not go', async () => {
    await using safeFetch = createSafeFetch({ allowPrivate: ['127.0.0.1'] });
    await withCanary(
      async (port, seen) => {
        await expect(safeFetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('url_not_allowed');
        expect(seen).toHaveLength(1);
      },
      (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
    );
  });

  test('takes secrets to no other origin', async () => {
    await using safeFetch = createSafeFetch({
      allowPrivate: ['127.0.0.1', 'other.example.com'],
      resolve: answering('127.0.0.1'),
    });
    await withCanary(
      async (port, seen) => {
        const headers = { authorization: 'Bearer x', 'x-api-key': 'y', accept: 'text/plain' };
        await safeFetch(`http://127.0.0.1:${port}/start`, { headers });
        expect(seen.map(({ url }) => url)).toEqual(['/start', '/end']);
        expect(seen[1]?.headers).toMatchObject({ accept: 'text/plain' });
        expect(seen[1]?.headers).not.toHaveProperty('authorization');
        expect(seen[1]?.headers).not.toHaveProperty('x-api-key');
        await expect(
          safeFetch(`http://127.0.0.1:${port}/start`, { method: 'POST', body: 'secret', headers }),
        ).rejects.toThrow('url_not_allowed');
        expect(seen).toHaveLength(3);
      },
      ({ url, headers: { host = '' } }, response) => {
        const location = `http://other.example.com:${host.split(':')[1]}/end`;
        if (url === '/start') response.writeHead(307, { location }).end();
        else response.end('ok');
      },
    );
  });

  test('gives up after three redirects', async () => {
    await using safeFetch = createSafeFetch({ allowPrivate: ['127.0.0.1'] });
    await withCanary(
      async (port, seen) => {
        await expect(safeFetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('url_not_allowed');
        expect(seen).toHaveLength(4);
      },
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
    );
  });

  test('breaks an answer off that is too large, whatever it says of its length and however it is packed', async () => {
    await using safeFetch = createSafeFetch({ allowPrivate: ['127.0.0.1'], maxBodyBytes: 1_048_576 });
    const packed = gzipSync(Buffer.alloc(8 * 1_048_576));
    await withCanary(
      async (port) => {
        for (const path of ['endless', 'packed', 'one-event'])
          await expect(
            safeFetch(`http://127.0.0.1:${port}/${path}`).then((response) => response.text()),
          ).rejects.toThrow('mcp_bad_output');
      },
      ({ url }, response) => {
        if (url === '/packed') return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
        response.writeHead(200, { 'content-type': url === '/one-event' ? 'text/event-stream' : 'text/plain' });
        const more = () => {
          while (!response.destroyed && response.write('data: '.padEnd(65_536, 'x')));
        };
        response.on('drain', more);
        more();
      },
    );
  });

  test('lets a stream of events go on, however much it was in all', async () => {
    await using safeFetch = createSafeFetch({ allowPrivate: ['127.0.0.1'], maxBodyBytes: 100_000 });
    const event = `data: ${'x'.repeat(50_000)}\r\n\r\n`;
    await withCanary(
      async (port) => {
        const response = await safeFetch(`http://127.0.0.1:${port}/events`);
        expect(response.url).toContain('/events');
        expect(await response.text()).toBe(event.repeat(20));
      },
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        // Cut anywhere, also within the blank line that ends an event.
        for (let at = 0, all = event.repeat(20); at < all.length; at += 9_999)
          response.write(all.slice(at, at + 9_999));
        response.end();
      },
    );
  });
});
