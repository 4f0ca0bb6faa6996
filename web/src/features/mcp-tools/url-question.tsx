import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import type { QuestionProps } from './question.tsx';
import { taskWords } from './task-words.ts';

/** A question that is answered at an address: shown as text to look at and copy, never opened by itself. */
export const UrlQuestion = ({ request, url, busy, onAnswer }: QuestionProps & { url: string }) => {
  const t = useWords(taskWords);
  const message = request.params['message'];
  return (
    <div className="flex flex-col gap-3">
      {typeof message === 'string' && <p className="break-anywhere whitespace-pre-line">{message.slice(0, 2_000)}</p>}
      <p>{t('urlNote')}</p>
      <CodeBlock label="URL" text={url} />
      <div className="flex gap-2">
        <Button tone="primary" busy={busy} onClick={() => onAnswer({ action: 'accept' })}>
          {t('answer')}
        </Button>
        <Button busy={busy} onClick={() => onAnswer({ action: 'decline' })}>
          {t('decline')}
        </Button>
      </div>
    </div>
  );
};
