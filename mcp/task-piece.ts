import type { ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { pieceMeta, type TaskPiece } from '../domain/mcp/tasks/task-piece.ts';

/** Well below the life of the token that a piece comes with. */
export const pieceMs = 300_000;

const Piece = z.object({ taskId: z.string(), worksOn: z.string().nullable() });

/** The durable call that this is a piece of; null: somebody waits on the line. */
export const taskPieceOf = ({ mcpReq }: ServerContext): TaskPiece | null =>
  Piece.safeParse(mcpReq._meta?.[pieceMeta]).data ?? null;

/** This piece is over, its durable call is not. */
export class UnfinishedCall extends Error {
  readonly worksOn: string | null;

  constructor(worksOn: string | null) {
    super('the call goes on');
    this.name = 'UnfinishedCall';
    this.worksOn = worksOn;
  }
}
