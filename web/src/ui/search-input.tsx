import { Search, X } from 'lucide-react';
import { useId } from 'react';
import { useWords } from '../lib/i18n.ts';
import { cx } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { Input } from './input.tsx';
import { uiWords } from './ui-words.ts';

interface SearchInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
  autoFocus?: boolean;
}

/** A search box; the page's own one gets the focus by `/` when it is marked with `data-page-search`. */
export const SearchInput = ({ label, value, onChange, className, autoFocus = false }: SearchInputProps) => {
  const t = useWords(uiWords);
  const id = useId();
  return (
    <div className={cx('relative min-w-0', className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <Input
        id={id}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        autoFocus={autoFocus}
        data-page-search
        onChange={(event) => onChange(event.target.value)}
        className="pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' && (
        <IconButton
          size="small"
          label={t('clear')}
          icon={<X className="size-3.5" />}
          onClick={() => onChange('')}
          className="absolute top-1/2 right-0.5 -translate-y-1/2"
        />
      )}
    </div>
  );
};
