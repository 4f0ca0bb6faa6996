import express, { Router } from 'express';
import type { EventBus } from '../../domain/events/event-log.ts';
import { readNotices } from '../../domain/events/notices.ts';

export interface InternalEventDeps {
  path: string;
  bus: EventBus;
  /** Throws `invalid_token` for anything but a token between our own processes. */
  verifyInternal: (token: string) => void;
}

/** Where workers without Redis leave their notices. Not part of the public API. */
export const internalEventRoutes = ({ path, bus, verifyInternal }: InternalEventDeps): Router => {
  const router = Router();
  router.post(
    path,
    (request, _response, next) => {
      verifyInternal(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      next();
    },
    express.json({ limit: 5_000_000 }),
    (request, response) => {
      for (const notice of readNotices(request.body) ?? []) bus.publish(notice);
      response.status(204).end();
    },
  );
  return router;
};
