import type { TestProgram } from '../harness/platform.ts';
import { rawRequest, refusalOf } from '../harness/raw-request.ts';

/** An answer as its caller saw it. */
export interface Seen {
  path: string;
  status: number;
  code: string | null;
  ms: number;
}

/** Asks again and again, each time on a connection of its own, until `over`. Status 0: nobody took the connection. */
export const ask = async (
  url: string,
  program: TestProgram,
  paths: readonly string[],
  over: () => boolean,
): Promise<Seen[]> => {
  const seen: Seen[] = [];
  while (!over())
    for (const path of paths) {
      const startedAtMs = performance.now();
      const headers = { ...program.headers, connection: 'close' };
      const answer = await rawRequest(url + path, { method: 'GET', headers }).catch((error: NodeJS.ErrnoException) =>
        error.code === 'ECONNREFUSED' ? { status: 0, text: '' } : { status: -1, text: String(error) },
      );
      const code = answer.status >= 400 ? refusalOf(answer).code : answer.text.slice(0, 40);
      seen.push({
        path,
        status: answer.status,
        code: answer.status === 200 ? null : code,
        ms: performance.now() - startedAtMs,
      });
    }
  return seen;
};
