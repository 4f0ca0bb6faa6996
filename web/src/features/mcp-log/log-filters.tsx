import { McpLogEntry } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { Select } from '../../ui/select.tsx';
import { ranges, isFiltered, type LogFilter } from './log-filter.ts';
import { logWords } from './log-words.ts';
import { NameFilters } from './name-filters.tsx';

interface LogFiltersProps {
  filter: LogFilter;
  typed: string;
  onText: (text: string) => void;
  onChange: (changed: Partial<LogFilter>) => void;
  onClear: () => void;
}

const rangeWords = { '1h': 'range1h', '24h': 'range24h', '7d': 'range7d', '30d': 'range30d' } as const;

/** Time, outcome, names and a search over the log. */
export const LogFilters = ({ filter, typed, onText, onChange, onClear }: LogFiltersProps) => {
  const t = useWords(logWords);
  const times = [
    ...ranges.map((value) => ({ value, label: t(rangeWords[value]) })),
    { value: '' as const, label: t('rangeAll') },
  ];
  const outcomes = McpLogEntry.shape.outcome;
  return (
    <>
      <ListBar search={{ label: t('search'), value: typed, onChange: onText }}>
        <FilterChips
          label={t('range')}
          options={times}
          value={filter.range}
          onChange={(range) => onChange({ range })}
        />
        <Select
          aria-label={t('outcome')}
          value={filter.outcome}
          className="w-40"
          onChange={(event) => {
            const outcome = outcomes.safeParse(event.target.value);
            onChange({ outcome: outcome.success ? outcome.data : '' });
          }}
          options={[
            { value: '', label: t('anyOutcome') },
            ...outcomes.options.map((value) => ({ value, label: t(value) })),
          ]}
        />
        {isFiltered(filter) && (
          <Button size="small" tone="quiet" onClick={onClear}>
            {t('clear')}
          </Button>
        )}
      </ListBar>
      <div className="px-4 pb-3 md:px-8">
        <NameFilters key={`${filter.server} ${filter.target} ${filter.caller}`} filter={filter} onChange={onChange} />
      </div>
    </>
  );
};
