import { describe, expect, test } from 'vitest';
import { createClientDocuments } from './client-documents.ts';

const id = 'https://app.example/client.json';
const good = { client_id: id, client_name: 'App', redirect_uris: ['https://app.example/cb'] };

const reading = async (answer: () => Response) => {
  let asked = 0;
  let now = 0;
  const documents = createClientDocuments({
    fetch: async () => {
      asked += 1;
      return answer();
    },
    now: () => now,
  });
  return { documents, asked: () => asked, later: (ms: number) => (now += ms) };
};

describe('documents about clients', () => {
  test('a document that names its own address is believed, and remembered for a while', async () => {
    const { documents, asked, later } = await reading(() => Response.json(good));
    expect(await documents.read(id)).toEqual({ name: 'App', redirectUris: good.redirect_uris });
    await documents.read(id);
    expect(asked()).toBe(1);
    later(300_001);
    await documents.read(id);
    expect(asked()).toBe(2);
  });

  test.each([
    ['another address inside', () => Response.json({ ...good, client_id: 'https://evil.example/client.json' })],
    ['no redirect addresses', () => Response.json({ ...good, redirect_uris: [] })],
    ['a secret to share', () => Response.json({ ...good, token_endpoint_auth_method: 'client_secret_basic' })],
    ['no JSON', () => new Response('<html>')],
    ['an error', () => Response.json(good, { status: 500 })],
    ['too much', () => Response.json({ ...good, more: 'x'.repeat(70_000) })],
  ])('%s is no document', async (_name, answer) => {
    const { documents } = await reading(answer);
    expect(await documents.read(id)).toBeNull();
  });
});
