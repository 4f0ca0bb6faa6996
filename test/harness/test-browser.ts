/** Answer of a request, read to the end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, or undefined when there is none. */
  readonly body: unknown;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly headers?: Record<string, string>;
}

export const send = async (
  origin: string,
  method: string,
  path: string,
  { body, rawBody, headers = {} }: RequestOptions = {},
): Promise<Answer> => {
  const content = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(origin + path, {
    method,
    headers: { ...(content !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(content !== undefined && { body: content }),
    redirect: 'manual',
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === '' ? undefined : JSON.parse(text) };
};

export interface TestBrowser {
  readonly cookies: Map<string, string>;
  /** Sends the cookies and keeps those that come back, regardless of path. */
  send(method: string, path: string, options?: RequestOptions): Promise<Answer>;
}

/** A cookie jar around `send`, as far as these tests need one. */
export const createTestBrowser = (origin: string, userAgent = 'test browser'): TestBrowser => {
  const cookies = new Map<string, string>();
  return {
    cookies,
    send: async (method, path, options = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { 'user-agent': userAgent, ...(cookie !== '' && { cookie }), ...options.headers };
      const answer = await send(origin, method, path, { ...options, headers });
      for (const line of answer.headers.getSetCookie()) keep(cookies, line);
      return answer;
    },
  };
};

const keep = (cookies: Map<string, string>, line: string): void => {
  const [pair = ''] = line.split(';');
  const [name = '', value = ''] = pair.split('=');
  if (value === '') cookies.delete(name);
  else cookies.set(name, value);
};
