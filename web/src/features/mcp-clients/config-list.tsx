import type { ClientConfig } from '../../../../contracts/mcp-clients.ts';
import { useWords } from '../../lib/i18n.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { clientWords } from './client-words.ts';

/** Ready configurations, each with where it belongs and a button to copy it. */
export const ConfigList = ({ configs }: { configs: readonly ClientConfig[] }) => {
  const t = useWords(clientWords);
  return configs.map(({ title, file, text }) => (
    <CodeBlock key={`${title} ${file}`} label={file === null ? title : t('belongsIn', { title, file })} text={text} />
  ));
};
