import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../lib/i18n.ts';
import { IconButton } from './icon-button.tsx';
import { uiWords } from './ui-words.ts';

/** Copies a text and says so in place. */
export const CopyButton = ({ text, label }: { text: string; label?: string }) => {
  const t = useWords(uiWords);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      <IconButton
        size="small"
        label={copied ? t('copied') : (label ?? t('copy'))}
        icon={copied ? <Check className="size-3.5 text-done" /> : <Copy className="size-3.5" />}
        onClick={() => void copy()}
      />
      <span role="status" className="sr-only">
        {copied ? t('copied') : ''}
      </span>
    </>
  );
};
