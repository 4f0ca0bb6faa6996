import { Link } from 'react-router';
import type { McpCatalogueItem } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { addWords } from './add-words.ts';
import { sourceText } from './source-text.ts';

/** One entry of the catalogue: what it is, from whom, and what it needs. Our own are there already: their tools are shown. */
export const CatalogueCard = ({ item }: { item: McpCatalogueItem }) => {
  const t = useWords(addWords);
  const { source } = item;
  const toAdd = `/servers/new?${new URLSearchParams({ item: item.key })}`;
  return (
    <li className="relative flex min-w-0 flex-col gap-1.5 rounded-lg border p-4 focus-within:bg-hover hover:bg-hover">
      <h3 className="break-anywhere font-semibold">
        <Link
          to={source.kind === 'builtin' ? `/tools?${new URLSearchParams({ server: source.name })}` : toAdd}
          className="after:absolute after:inset-0 after:rounded-lg"
        >
          {item.title}
        </Link>
      </h3>
      <p className="break-anywhere line-clamp-3 text-ink-2">{item.description}</p>
      <p className="break-anywhere text-small text-ink-3">
        {t('by', { publisher: item.publisher })} · {sourceText(source)}
      </p>
      <p className="flex flex-wrap gap-2">
        {source.kind === 'builtin' && <Badge tone="done">{t('alwaysThere')}</Badge>}
        {item.grants.network && <Badge tone="needs">{t('needsNetwork')}</Badge>}
        {item.inputs.length > 0 && <Badge>{t('needsInputs', { count: item.inputs.length })}</Badge>}
      </p>
    </li>
  );
};
