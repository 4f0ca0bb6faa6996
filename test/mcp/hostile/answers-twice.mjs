import { report, send, serve } from './fixture-server.mjs';

serve({
  name: 'answers-twice',
  attempt: (_, { id }) => {
    send({ id, result: report({ answer: 1 }) });
    send({ id, result: report({ answer: 2 }) });
  },
});
