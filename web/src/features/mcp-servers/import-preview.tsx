import { useState } from 'react';
import type { z } from 'zod';
import type { mcpServerEndpoints } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { addWords } from './add-words.ts';
import { ImportRow } from './import-row.tsx';
import { useImport } from './use-import.ts';

export type ImportFound = z.output<typeof mcpServerEndpoints.importConfig.reply>;

/** What would be added, with its secrets to fill in, and what is left out and why. */
export const ImportPreview = ({ found }: { found: ImportFound }) => {
  const t = useWords(addWords);
  const { results, add, isAdding } = useImport();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [secrets, setSecrets] = useState<Readonly<Record<string, Readonly<Record<string, string>>>>>({});
  const chosen = found.servers.filter(({ name }) => !left.has(name) && !results[name]?.deploymentId);
  const toggle = (name: string) =>
    setLeft((before) => new Set(before.has(name) ? [...before].filter((each) => each !== name) : [...before, name]));
  const setSecret = (server: string, name: string, value: string) =>
    setSecrets((before) => ({ ...before, [server]: { ...before[server], [name]: value } }));
  return (
    <section className="flex flex-col gap-4">
      <h2 role="status" className="text-lead font-semibold">
        {found.servers.length === 0 ? t('foundNone') : t('found', { count: found.servers.length })}
      </h2>
      {found.servers.length > 0 && (
        <ul className="rounded-lg border">
          {found.servers.map((server) => (
            <ImportRow
              key={server.name}
              server={server}
              isChosen={!left.has(server.name)}
              onToggle={() => toggle(server.name)}
              secrets={secrets[server.name] ?? {}}
              onSecret={(name, value) => setSecret(server.name, name, value)}
              result={results[server.name]}
            />
          ))}
        </ul>
      )}
      {found.problems.length > 0 && (
        <div className="rounded-md bg-needs-soft px-3 py-2">
          <h3 className="font-medium text-needs">{t('problems')}</h3>
          <ul className="list-disc pl-4">
            {found.problems.map(({ name, message }) => (
              <li key={`${name} ${message}`} className="break-anywhere">
                <span className="font-medium">{name.slice(0, 100)}</span>: {message.slice(0, 500)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {chosen.length > 0 && (
        <div>
          <Button tone="primary" busy={isAdding} onClick={() => void add(chosen, secrets)}>
            {t('addChosen', { count: chosen.length })}
          </Button>
        </div>
      )}
    </section>
  );
};
