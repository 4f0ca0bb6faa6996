import { Link } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { addWords } from './add-words.ts';
import type { ImportFound } from './import-preview.tsx';
import { sourceText } from './source-text.ts';
import type { ImportResult } from './use-import.ts';

interface ImportRowProps {
  server: ImportFound['servers'][number];
  isChosen: boolean;
  onToggle: () => void;
  secrets: Readonly<Record<string, string>>;
  onSecret: (name: string, value: string) => void;
  result: ImportResult | undefined;
}

/** One server of a pasted file: whether to add it, its secrets, and what became of it. */
export const ImportRow = ({ server, isChosen, onToggle, secrets, onSecret, result }: ImportRowProps) => {
  const t = useWords(addWords);
  const isAdded = result?.deploymentId !== undefined && result.deploymentId !== null;
  return (
    <li className="flex flex-col gap-3 border-b px-4 py-3 last:border-b-0">
      <Checkbox
        label={t('choose', { name: server.name })}
        hint={sourceText(server.source)}
        checked={isChosen}
        disabled={isAdded}
        onChange={onToggle}
      />
      {isChosen && !isAdded && server.secretNames.length > 0 && (
        <div className="grid gap-3 pl-6.5 sm:grid-cols-2">
          {server.secretNames.map((name) => (
            <TextField
              key={name}
              label={t('secretOf', { secret: name, name: server.name })}
              type="password"
              autoComplete="new-password"
              value={secrets[name] ?? ''}
              onChange={(value) => onSecret(name, value)}
            />
          ))}
        </div>
      )}
      {result && <InlineError error={result.error} />}
      {isAdded && (
        <Link to={`/servers/deployments/${result.deploymentId}`} className="pl-6.5 text-accent hover:underline">
          {t('addedWatch')}
        </Link>
      )}
    </li>
  );
};
