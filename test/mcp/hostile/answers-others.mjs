import { report, send, serve } from './fixture-server.mjs';

serve({
  name: 'answers-others',
  attempt: (_, { id }) => {
    const near = typeof id === 'number' ? [id - 1, id + 1, id + 2, String(id)] : [`${id}0`, 0, 1];
    for (const other of [...near, 'unknown', null, -1, 1e9])
      send({ id: other, result: report({ answer: 'of another call' }) });
    return { answer: 'own' };
  },
});
