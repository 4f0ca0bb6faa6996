import type { z } from 'zod';
import { externalMcpClientEndpoints } from '../../../../contracts/mcp-clients.ts';

export interface ClientForm {
  name: string;
  kind: string;
  auth: string;
  server: string;
  /** One address a line. */
  redirectUris: string;
}

export type ClientProblems = Partial<Record<'name' | 'redirectUris', true>>;
export type NewClientBody = z.output<typeof externalMcpClientEndpoints.create.body>;

/** What is sent to allow a client in, or which fields to mend. */
export const readClientForm = (
  form: ClientForm,
): { ok: true; body: NewClientBody } | { ok: false; problems: ClientProblems } => {
  const redirectUris = form.redirectUris.split(/\s+/).filter((line) => line !== '');
  const server = form.server.trim() === '' ? null : form.server.trim();
  const { name, kind, auth } = form;
  const parsed = externalMcpClientEndpoints.create.body.safeParse({
    name: name.trim(),
    kind,
    auth,
    server,
    redirectUris,
  });
  if (parsed.success) return { ok: true, body: parsed.data };
  const problems: ClientProblems = {};
  for (const { path } of parsed.error.issues) problems[path[0] === 'redirectUris' ? 'redirectUris' : 'name'] = true;
  return { ok: false, problems };
};
