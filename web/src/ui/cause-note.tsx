import { CircleAlert } from 'lucide-react';
import type { McpCause } from '../../../contracts/mcp-servers.ts';
import { cx } from './class-names.ts';
import { RawMessage } from './raw-message.tsx';

interface CauseNoteProps {
  cause: McpCause;
  tone?: 'failed' | 'needs';
}

/** What happened in one sentence, what to do, and the original message folded under it. */
export const CauseNote = ({ cause, tone = 'failed' }: CauseNoteProps) => (
  <div className={cx('flex gap-2 rounded-md px-3 py-2', tone === 'failed' ? 'bg-failed-soft' : 'bg-needs-soft')}>
    <CircleAlert
      aria-hidden="true"
      className={cx('mt-0.5 size-4 shrink-0', tone === 'failed' ? 'text-failed' : 'text-needs')}
    />
    <div className="break-anywhere min-w-0 grow">
      <p className={cx('font-medium', tone === 'failed' ? 'text-failed' : 'text-needs')}>{cause.message}</p>
      {cause.recovery !== '' && <p>{cause.recovery}</p>}
      {cause.raw !== null && !cause.message.includes(cause.raw) && <RawMessage text={cause.raw} />}
    </div>
  </div>
);
