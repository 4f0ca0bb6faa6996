import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { quotaEndpoints, type OwnQuotas, type Quotas } from '../../../../contracts/quotas.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf, useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { limitWords } from './limit-words.ts';
import { readLimit } from './read-limit.ts';

const typedOf = (own: number | null): string => (own === null ? '' : String(own));

/** The limits that a workspace may lower, each beside what is used of it. */
export const LimitsForm = ({ quotas: { mcpServers, callsPerMinute } }: { quotas: Quotas }) => {
  const t = useWords(limitWords);
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState({
    mcpServers: typedOf(mcpServers.own),
    callsPerMinute: typedOf(callsPerMinute.own),
  });
  const [wrong, setWrong] = useState<Partial<Record<keyof OwnQuotas, boolean>>>({});
  const change = useWrite(quotaEndpoints.change, {
    onSuccess: (changed) => queryClient.setQueryData(queryOf(quotaEndpoints.get).queryKey, changed),
  });
  const save = () => {
    const servers = readLimit(typed.mcpServers, 0, mcpServers.most);
    const calls = readLimit(typed.callsPerMinute, 1, callsPerMinute.most);
    setWrong({ mcpServers: servers === undefined, callsPerMinute: calls === undefined });
    if (servers !== undefined && calls !== undefined)
      change.mutate({ body: { mcpServers: servers, callsPerMinute: calls } });
  };
  const field = (name: keyof OwnQuotas, least: number, most: number) => ({
    inputMode: 'numeric' as const,
    value: typed[name],
    placeholder: String(most),
    hint: t('hint', { most }),
    error: wrong[name] === true ? t('wrong', { least, most }) : undefined,
    onChange: (value: string) => {
      setTyped((before) => ({ ...before, [name]: value }));
      change.reset();
    },
  });
  const { busiest } = callsPerMinute;
  const servers = { used: mcpServers.used, limit: mcpServers.limit };
  return (
    <Form onSubmit={save} busy={change.isPending} className="gap-8">
      <div className="grid gap-x-8 gap-y-8 sm:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          <TextField label={t('servers')} {...field('mcpServers', 0, mcpServers.most)} />
          <p className="figures text-small text-ink-2">{t('serversUsed', servers)}</p>
          <ProgressBar label={t('serversUsed', servers)} done={servers.used} total={servers.limit} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <TextField label={t('calls')} {...field('callsPerMinute', 1, callsPerMinute.most)} />
          <p className="figures break-anywhere text-small text-ink-2">
            {busiest ? t('callsBusiest', { ...busiest, limit: callsPerMinute.limit }) : t('callsNone')}
          </p>
          <ProgressBar label={t('callsUsed')} done={busiest?.calls ?? 0} total={callsPerMinute.limit} />
          <p className="text-small text-ink-3">{t('callsText')}</p>
        </div>
      </div>
      <InlineError error={change.error} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" tone="primary" busy={change.isPending}>
          {t('save')}
        </Button>
        <p role="status" className="text-done empty:hidden">
          {change.isSuccess && t('saved')}
        </p>
      </div>
    </Form>
  );
};
