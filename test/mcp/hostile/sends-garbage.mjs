import { serve } from './fixture-server.mjs';

const GARBAGE = [
  'not json',
  '{"jsonrpc":"2.0",',
  '[]',
  'null',
  '42',
  '{"jsonrpc":"1.0","id":1,"result":{}}',
  '\u0000\uFFFD',
  '{}',
];

serve({
  name: 'sends-garbage',
  attempt: ({ thenAnswer }) => {
    for (let round = 0; round < 100; round += 1) process.stdout.write(`${GARBAGE.join('\n')}\n`);
    return thenAnswer === true ? { answered: true } : undefined;
  },
});
