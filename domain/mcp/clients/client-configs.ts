import type { ClientConfig, ExternalMcpClient } from '../../../contracts/mcp-clients.ts';

export interface ConfigInput {
  readonly kind: ExternalMcpClient['kind'];
  readonly auth: ExternalMcpClient['auth'];
  readonly clientId: string;
  /** Origin that clients reach, without a trailing slash. */
  readonly publicUrl: string;
  /** Narrows to one server; null for all. */
  readonly server: string | null;
  /** Known only when the client is made; otherwise a place to put it is shown. */
  readonly credential: string | null;
}

interface Target {
  readonly name: string;
  readonly url: string;
  /** The header's value for a program that fills in its own placeholder. Null with OAuth. */
  readonly authorization: (placeholder: string) => string | null;
  readonly clientId: string | null;
}

/** Ready configuration to paste or to open, for each program in its own words (spec row C1). */
export const clientConfigs = (input: ConfigInput): ClientConfig[] => {
  const { kind, auth, publicUrl, server, credential, clientId } = input;
  const target: Target = {
    name: server === null ? 'throughline' : `throughline-${server}`,
    url: server === null ? `${publicUrl}/mcp` : `${publicUrl}/mcp_proxy/${encodeURIComponent(server)}`,
    authorization: (placeholder) => (auth === 'oauth' ? null : `Bearer ${credential ?? placeholder}`),
    clientId: auth === 'oauth' ? clientId : null,
  };
  const byKind = { claude: claude(target), cursor: cursor(target), vscode: vscode(target) };
  return kind === 'other' ? [other(target), ...Object.values(byKind).flat()] : byKind[kind];
};

const variable = 'THROUGHLINE_TOKEN';
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);
const headers = (authorization: string | null) =>
  authorization !== null && { headers: { Authorization: authorization } };
/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const claude = ({ name, url, authorization, clientId }: Target): ClientConfig[] => {
  const header = authorization(`\${${variable}}`);
  const args = ['-y', 'mcp-remote', url];
  const [scheme, ...rest] = (header ?? '').split(' ');
  // Written without a space: some systems hand arguments with spaces on in pieces.
  const bridge =
    header === null
      ? { command: 'npx', args }
      : {
          command: 'npx',
          args: [...args, '--header', `Authorization:\${AUTHORIZATION}`],
          env: { AUTHORIZATION: `${scheme} ${rest.join(' ')}` },
        };
  const add = ['claude', 'mcp', 'add', '--transport', 'http', name, quoted(url)];
  const credential =
    header === null ? ['--client-id', clientId ?? ''] : ['--header', quoted(`Authorization: ${header}`)];
  return [
    { title: 'Claude Code', file: null, language: 'shell', text: [...add, ...credential].join(' ') },
    {
      title: 'Claude Code',
      file: '.mcp.json',
      language: 'json',
      text: pretty({ mcpServers: { [name]: { type: 'http', url, ...headers(header) } } }),
    },
    {
      title: 'Claude Desktop',
      file: 'claude_desktop_config.json',
      language: 'json',
      text: pretty({ mcpServers: { [name]: bridge } }),
    },
    ...(header === null ? [{ title: 'Claude Connector', file: null, language: 'url', text: url } as const] : []),
  ];
};

const cursor = ({ name, url, authorization, clientId }: Target): ClientConfig[] => {
  const server = {
    url,
    ...headers(authorization(`\${env:${variable}}`)),
    ...(clientId !== null && { auth: { CLIENT_ID: clientId } }),
  };
  const parameters = new URLSearchParams({ name, config: toBase64(JSON.stringify(server)) });
  return [
    {
      title: 'Cursor, by one click',
      file: null,
      language: 'url',
      text: `cursor://anysphere.cursor-deeplink/mcp/install?${parameters.toString()}`,
    },
    { title: 'Cursor', file: '~/.cursor/mcp.json', language: 'json', text: pretty({ mcpServers: { [name]: server } }) },
  ];
};

const vscode = ({ name, url, authorization }: Target): ClientConfig[] => {
  const asked = authorization('${input:throughline-token}');
  const isAsked = asked?.includes('${input:') ?? false;
  const server = { type: 'http', url, ...headers(asked) };
  const inputs = [{ type: 'promptString', id: 'throughline-token', description: 'Throughline token', password: true }];
  const alone = { name, ...server, ...(isAsked && { inputs }) };
  return [
    {
      title: 'VS Code, by one click',
      file: null,
      language: 'url',
      text: `vscode:mcp/install?${encodeURIComponent(JSON.stringify(alone))}`,
    },
    {
      title: 'VS Code, in a terminal',
      file: null,
      language: 'shell',
      text: `code --add-mcp ${quoted(JSON.stringify(alone))}`,
    },
    {
      title: 'VS Code',
      file: '.vscode/mcp.json',
      language: 'json',
      text: pretty({ servers: { [name]: server }, ...(isAsked && { inputs }) }),
    },
  ];
};

const other = ({ name, url, authorization, clientId }: Target): ClientConfig => ({
  title: 'Any MCP client',
  file: 'mcp.json',
  language: 'json',
  text: pretty({
    mcpServers: {
      [name]: { type: 'http', url, ...headers(authorization(`<${variable}>`)), ...(clientId !== null && { clientId }) },
    },
  }),
});

const toBase64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCodePoint(byte)).join(''));
