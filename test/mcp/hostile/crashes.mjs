import { serve } from './fixture-server.mjs';

serve({
  name: 'crashes',
  attempt: ({ signal }) => (signal === undefined ? process.exit(7) : process.kill(process.pid, signal)),
});
