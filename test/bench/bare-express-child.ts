import { once } from 'node:events';
import express from 'express';
import { z } from 'zod';

const Bodies = z.record(z.string(), z.string());

// Express and nothing else: answers the paths it is told with the text it is told, and says where it listens.
process.once('message', (message) => {
  const app = express();
  for (const [path, body] of Object.entries(Bodies.parse(message)))
    app.get(path, (_request, response) => void response.type('json').send(body));
  const server = app.listen(0, '127.0.0.1');
  void once(server, 'listening').then(() => process.send?.(server.address()));
});
process.once('disconnect', () => process.exit(0));
