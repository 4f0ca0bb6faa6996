import { MessageCircleQuestion } from 'lucide-react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { toolWords } from './tool-words.ts';

const maxQuestion = 500;

/** A tool asked during a call that nobody can answer: what it asked, and the way to answer it. */
export const AskedNote = ({ question, onRunAsTask }: { question: string; onRunAsTask: () => void }) => {
  const t = useWords(toolWords);
  return (
    <div role="status" className="flex flex-col items-start gap-2 rounded-md bg-needs-soft px-3 py-2.5">
      <p className="flex items-center gap-2 font-medium text-needs">
        <MessageCircleQuestion aria-hidden="true" className="size-4 shrink-0" />
        {t('askedTitle')}
      </p>
      {question !== '' && <p className="break-anywhere">“{question.slice(0, maxQuestion)}”</p>}
      <p className="text-ink-2">{t('askedText')}</p>
      <Button size="small" onClick={onRunAsTask}>
        {t('runAsTask')}
      </Button>
    </div>
  );
};
