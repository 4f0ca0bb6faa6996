// Not hostile by itself: `/data/mood` says how it is when it starts: `slow` to start and to list, or `dead`.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { serve } from './fixture-server.mjs';

const SLOW_MS = 8_000;
const mood = () => {
  try {
    return readFileSync('/data/mood', 'utf8');
  } catch {
    return 'well';
  }
};
const tools = [{ name: 'attempt', description: 'Answers', inputSchema: { type: 'object' } }];

if (mood() === 'dead') process.exit(1);
if (mood() === 'slow') await wait(SLOW_MS);
serve({
  name: 'has-moods',
  overrides: {
    'tools/list': async () => {
      if (mood() === 'slow') await wait(SLOW_MS);
      return { tools };
    },
  },
  attempt: ({ given }) => ({ given }),
});
