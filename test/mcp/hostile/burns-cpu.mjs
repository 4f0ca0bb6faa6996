import { serve } from './fixture-server.mjs';

const MOST_SECONDS = 20;

serve({
  name: 'burns-cpu',
  attempt: ({ seconds }) => {
    const startedAt = performance.now();
    const used = process.cpuUsage();
    const endsAt = startedAt + Math.min(seconds, MOST_SECONDS) * 1_000;
    let rounds = 0;
    while (performance.now() < endsAt) rounds += 1;
    const { user, system } = process.cpuUsage(used);
    return { rounds, share: (user + system) / 1_000 / (performance.now() - startedAt) };
  },
});
