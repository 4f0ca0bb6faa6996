import { useWords } from '../lib/i18n.ts';
import { uiWords } from './ui-words.ts';

/** What the machine said, folded under the sentence for people. */
export const RawMessage = ({ text }: { text: string }) => {
  const t = useWords(uiWords);
  return (
    <details className="mt-1">
      <summary className="text-small text-ink-2">{t('rawMessage')}</summary>
      <pre
        // A long message scrolls, and only what is focusable scrolls with the keyboard.
        role="region"
        aria-label={t('rawMessage')}
        tabIndex={0}
        className="break-anywhere mt-1 max-h-48 overflow-auto whitespace-pre-wrap font-mono text-small text-ink-2"
      >
        {text.slice(0, 10_000)}
      </pre>
    </details>
  );
};
