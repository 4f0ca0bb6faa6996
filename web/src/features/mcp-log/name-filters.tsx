import { useState } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { LogFilter } from './log-filter.ts';
import { logWords } from './log-words.ts';

interface NameFiltersProps {
  filter: LogFilter;
  onChange: (changed: Partial<LogFilter>) => void;
}

/** Filters by exact names, folded away until one is used. */
export const NameFilters = ({ filter, onChange }: NameFiltersProps) => {
  const t = useWords(logWords);
  const [names, setNames] = useState({ server: filter.server, target: filter.target, caller: filter.caller });
  const set = (name: keyof typeof names) => (value: string) => setNames((before) => ({ ...before, [name]: value }));
  const send = () =>
    onChange({ server: names.server.trim(), target: names.target.trim(), caller: names.caller.trim() });
  const isUsed = filter.server !== '' || filter.target !== '' || filter.caller !== '';
  return (
    <details {...(isUsed && { open: true })}>
      <summary className="w-fit text-small text-ink-2">{t('moreFilters')}</summary>
      <Form onSubmit={send} busy={false} className="mt-2">
        <div className="flex flex-wrap items-start gap-3">
          <TextField label={t('server')} value={names.server} onChange={set('server')} className="w-full sm:w-44" />
          <TextField label={t('tool')} value={names.target} onChange={set('target')} className="w-full sm:w-56" />
          <TextField
            label={t('caller')}
            hint={t('callerHint')}
            value={names.caller}
            onChange={set('caller')}
            className="w-full sm:w-56"
          />
          <Button type="submit" className="sm:mt-6.5">
            {t('apply')}
          </Button>
        </div>
      </Form>
    </details>
  );
};
