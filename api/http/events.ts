import { Router } from 'express';
import { eventEndpoints } from '../../contracts/events.ts';
import { route } from '../route.ts';
import type { Subjects } from '../socket/subjects.ts';

/** `/api/v1/events`: the same log that the socket relays, for whoever has no socket. */
export const eventRoutes = ({ subjects }: { subjects: Subjects }): Router => {
  const router = Router();
  route(router, eventEndpoints.list, async ({ identity, query: { subject, after, limit } }) => {
    await subjects.requireOwn(identity, subject);
    return await subjects.after(identity.workspaceId, subject, after, limit);
  });
  return router;
};
