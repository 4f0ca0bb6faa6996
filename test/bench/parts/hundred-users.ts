import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolePermissions } from '../../../contracts/access.ts';
import { authEndpoints, CurrentSession } from '../../../contracts/identity.ts';
import { documentEndpoints, fileEndpoints, UploadReply } from '../../../contracts/documents.ts';
import { createArgon2Passwords } from '../../../infra/crypto/argon2-passwords.ts';
import type { TestPlatform } from '../../harness/platform.ts';
import { importSampleCatalogue, samples } from '../../harness/requests.ts';
import { createTestBrowser } from '../../harness/test-browser.ts';
import type { BenchPart } from '../bench-part.ts';
import { row } from '../bench-row.ts';
import { createOutcomes, openSocket } from '../live-socket.ts';
import { median, quantile, timed } from '../quantile.ts';
import { copyOfText } from '../request-copies.ts';

const users = 100;
const listsPerUser = 5;
const workspace = 'Bench: an office';
const password = 'correct horse battery';
const kinds = ['sign in', 'list', 'upload', 'watch'] as const;
type Kind = (typeof kinds)[number];

/** An office of 100 people behind one address, who all begin at the same moment. */
export const hundredUsers: BenchPart = async ({ platform }) => {
  const running = await platform();
  await importSampleCatalogue(running.url, await running.program({ workspace }));
  const emails = await hire(running);
  const checkMs = await passwordCheckMs();
  const request = new Uint8Array(await readFile(join(samples, 'requests', 'calloway.txt')));
  const times: Record<Kind, number[]> = { 'sign in': [], list: [], upload: [], watch: [] };
  const problems: string[] = [];
  const measure = async <T>(kind: Kind, work: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const result = await work();
    times[kind].push(performance.now() - startedMs);
    return result;
  };
  const startedMs = performance.now();
  const states = await Promise.all(
    emails.map((email, at) =>
      workDay(running.url, email, copyOfText(request, at), measure).catch((error: unknown) => {
        problems.push(error instanceof Error ? error.message : String(error));
        return 'lost';
      }),
    ),
  );
  const totalSeconds = (performance.now() - startedMs) / 1_000;
  const answered = kinds.reduce((sum, kind) => sum + times[kind].length, 0);
  const counts = Map.groupBy(states, (state) => state);
  const ended = [...counts].map(([state, all]) => `${all.length} ${state}`).join(', ');
  return [
    row('requests that failed', (100 * problems.length) / (answered + problems.length), '%', {
      target: { below: 0.1 },
      note: `${problems.length} of ${answered + problems.length}${problems.length > 0 ? `: ${[...new Set(problems)].slice(0, 3).join('; ')}` : ''}`,
    }),
    ...kinds.map((kind) =>
      row(`${kind}, p95`, quantile(times[kind], 0.95), 'ms', {
        target: { below: 2_000 },
        note: `p50 ${quantile(times[kind], 0.5).toFixed(0)} ms, p99 ${quantile(times[kind], 0.99).toFixed(0)} ms, ${times[kind].length} requests`,
      }),
    ),
    row('one password check alone, p50', checkMs, 'ms', { note: 'argon2id; every sign-in costs one' }),
    row('until all documents are read', totalSeconds, 's', {
      target: { below: 30 },
      note: `${ended}; ${(users / totalSeconds).toFixed(1)} documents/s`,
    }),
  ];
};

/** People with passwords, made through invitations as an admin makes them. */
const hire = async ({ identity }: TestPlatform): Promise<string[]> => {
  const { id: workspaceId } = await identity.workspaces.ensureWorkspace(workspace);
  const admin = {
    kind: 'user',
    id: 'bench',
    name: 'Bench',
    workspaceId,
    permissions: new Set(rolePermissions.admin),
    sessionId: null,
  } as const;
  const emails = Array.from(
    { length: users },
    (_, at) => `person-${at}-${crypto.randomUUID().slice(0, 8)}@office.example`,
  );
  for (const email of emails) {
    const { link } = await identity.users.invite(admin, { email, name: 'Sam', roles: ['sales'] });
    await identity.links.accept(link.token, { name: 'Sam', password });
  }
  return emails;
};

const passwordCheckMs = async (): Promise<number> => {
  const passwords = await createArgon2Passwords();
  const stored = await passwords.hash(password);
  const times: number[] = [];
  for (let count = 0; count < 9; count += 1) times.push(await timed(() => passwords.verify(password, stored)));
  return median(times);
};

/** One person: signs in, looks at the list, sends a request, and watches it until it is read. */
const workDay = async (
  url: string,
  email: string,
  bytes: Uint8Array<ArrayBuffer>,
  measure: <T>(kind: Kind, work: () => Promise<T>) => Promise<T>,
): Promise<string> => {
  const browser = createTestBrowser(url);
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await browser.send(method, path, { headers: { origin: url }, ...(body !== undefined && { body }) });
    if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}`);
    return answer.body;
  };
  const { csrfToken } = CurrentSession.parse(
    await measure('sign in', () => ask('POST', authEndpoints.login.path, { email, password })),
  );
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: url, 'x-csrf-token': csrfToken ?? '' };
  for (let count = 0; count < listsPerUser; count += 1)
    await measure('list', () => ask('GET', `${documentEndpoints.list.path}?limit=20`));
  const { documentId } = await measure('upload', () => upload(url, headers, bytes));
  const outcomes = createOutcomes();
  const socket = await measure('watch', async () => {
    const opened = await openSocket(url, headers, outcomes.note);
    await opened.join(`document:${documentId}`);
    return opened;
  });
  const state = await outcomes.outcome(documentId);
  socket.close();
  return state;
};

const upload = async (
  url: string,
  headers: Record<string, string>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<UploadReply> => {
  const form = new FormData();
  form.append('file', new Blob([bytes]), 'request.txt');
  const { path } = fileEndpoints.upload;
  const response = await fetch(url + path, { method: 'POST', headers, body: form });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return UploadReply.parse(await response.json());
};
