import { catalogEndpoints, type CatalogImport } from '../../../../contracts/catalog.ts';
import { CallError, toCallError } from '../../../../contracts/kernel/client.ts';
import { api } from '../../lib/api.ts';

/** Sends a price list and answers with its guessed columns and dry run. Throws `CallError`. */
export const uploadPriceList = async (file: File): Promise<CatalogImport> => {
  const { path, reply } = catalogEndpoints.startImport;
  const send = async (): Promise<Response> => {
    const body = new FormData();
    body.set('file', file);
    try {
      return await fetch(path, { method: 'POST', headers: { accept: 'application/json', ...api.headers() }, body });
    } catch (cause) {
      throw unreachable(cause);
    }
  };
  let response = await send();
  if (response.status === 401 && (await api.refresh())) response = await send();
  if (!response.ok) throw await toCallError(response);
  return reply.parse(await response.json());
};

const unreachable = (cause: unknown): CallError => {
  const fields = { code: 'network_error', status: 0, details: {}, recovery: '', correlationId: null };
  return new CallError({ ...fields, message: 'The server could not be reached.' }, { cause });
};
