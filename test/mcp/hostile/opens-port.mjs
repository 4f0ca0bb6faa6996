import { createServer } from 'node:net';
import { serve } from './fixture-server.mjs';

serve({
  name: 'opens-port',
  attempt: ({ port }) =>
    new Promise((resolve) => {
      const server = createServer((socket) => socket.end('from inside'));
      server.once('error', ({ code }) => resolve({ listening: false, code }));
      server.listen(port, '0.0.0.0', () => resolve({ listening: true }));
    }),
});
