import { serve } from './fixture-server.mjs';

const PAGES = 1_000;
const tool = (name) => ({ name, description: 'One of very many', inputSchema: { type: 'object' } });

serve({
  name: 'lists-too-much',
  attempt: () => ({}),
  overrides: {
    'tools/list': ({ cursor = '0' }) => ({
      tools: Array.from({ length: 1_000 }, (_, index) => tool(`tool-${cursor}-${index}`)),
      ...(Number(cursor) < PAGES && { nextCursor: String(Number(cursor) + 1) }),
    }),
  },
});
