import { serve } from './fixture-server.mjs';

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGPIPE']) process.on(signal, () => undefined);
setTimeout(() => process.exit(0), 60_000);

serve({ name: 'ignores-end', attempt: () => ({ stillHere: true }) });
