import { useQuery } from '@tanstack/react-query';
import { mcpServerEndpoints } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf } from '../../lib/query.ts';
import { clientWords } from './client-words.ts';
import { ownServerNames } from '../../../../contracts/mcp-server-source.ts';

const limit = 200;

/** What a client may be narrowed to: nothing, one of our own servers, or one of the workspace's. */
export const useServerChoices = (): { value: string; label: string }[] => {
  const t = useWords(clientWords);
  const { data } = useQuery(queryOf(mcpServerEndpoints.list, { query: { limit } }));
  const added = (data?.items ?? []).map(({ name, title }) => ({
    value: name,
    label: title === name ? name : `${title} (${name})`,
  }));
  const own = ownServerNames.filter((name) => added.every(({ value }) => value !== name));
  return [{ value: '', label: t('allServers') }, ...own.map((name) => ({ value: name, label: name })), ...added];
};
