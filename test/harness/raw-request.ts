import { once } from 'node:events';
import { request } from 'node:http';
import { ErrorEnvelope } from '../../contracts/kernel/client.ts';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request byte by byte as given: for bodies and names that `fetch` would put right first. */
export const rawRequest = async (
  url: string,
  {
    method = 'POST',
    headers,
    body = Buffer.alloc(0),
  }: { method?: string; headers: Record<string, string>; body?: Buffer },
): Promise<RawAnswer> => {
  const sent = request(url, { method, headers: { ...headers, 'content-length': String(body.length) } });
  sent.end(body);
  const answered: Promise<RawAnswer> = new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      once(response, 'end').then(
        () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        reject,
      );
    });
  });
  return await answered;
};

/** Status, code and details of a refusal. */
export const refusalOf = ({ status, text }: { status: number; text: string }) => {
  const { code, details, message } = ErrorEnvelope.parse(JSON.parse(text)).error;
  return { status, code, details, message };
};
