import { useEffect, useRef, useState } from 'react';
import { formatExact, formatTime } from '../lib/format-date.ts';
import { useWords } from '../lib/i18n.ts';
import { useLocale } from '../lib/locale.ts';
import { Checkbox } from './checkbox.tsx';
import { cx } from './class-names.ts';
import { uiWords } from './ui-words.ts';

export interface LogLine {
  key: string;
  at: string;
  text: string;
}

interface LogLinesProps {
  label: string;
  lines: readonly LogLine[];
  /** Off: no line follows, so there is nothing to follow and no room to keep. */
  isLive?: boolean;
}

const maxLine = 2_000;
const nearEndPx = 24;

/** Lines of a program, newest at the bottom. Follows new ones until the person scrolls up. */
export const LogLines = ({ label, lines, isLive = true }: LogLinesProps) => {
  const t = useWords(uiWords);
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  useEffect(() => {
    if (follows && box.current) box.current.scrollTop = box.current.scrollHeight;
  });
  const onScroll = () => {
    const at = box.current;
    if (at) setFollows(at.scrollHeight - at.scrollTop - at.clientHeight < nearEndPx);
  };
  return (
    <div className="flex flex-col gap-2">
      <div
        ref={box}
        // Not a live region: lines may come by the hundred. What scrolls must be focusable to scroll with the keyboard.
        role="region"
        aria-label={label}
        tabIndex={0}
        onScroll={onScroll}
        className={cx(
          'max-h-96 overflow-auto rounded-md border bg-sunken px-3 py-2 font-mono text-small',
          isLive && 'min-h-24',
        )}
      >
        {lines.map(({ key, at, text }) => (
          <p key={key} className="break-anywhere whitespace-pre-wrap">
            <time dateTime={at} title={formatExact(at, locale)} className="mr-3 text-ink-3">
              {formatTime(at, locale)}
            </time>
            {text.slice(0, maxLine)}
          </p>
        ))}
      </div>
      {isLive && (
        <Checkbox label={t('follow')} checked={follows} onChange={(event) => setFollows(event.target.checked)} />
      )}
    </div>
  );
};
