import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  /** What it is; also names the copy button. */
  label: string;
  text: string;
  /** Hides the label from eyes where a heading says it already. */
  labelHidden?: boolean;
}

const maxShown = 20_000;

/** A text as it is, with a button that copies it whole. Never read as markup. */
export const CodeBlock = ({ label, text, labelHidden = false }: CodeBlockProps) => (
  <figure className="min-w-0 rounded-md border">
    <figcaption className="flex items-center justify-between gap-2 border-b bg-sunken py-0.5 pr-1 pl-3 text-small text-ink-2">
      <span className={labelHidden ? 'sr-only' : 'truncate'}>{label}</span>
      <span className="ml-auto">
        <CopyButton text={text} />
      </span>
    </figcaption>
    <pre
      // A long text scrolls, and only what is focusable scrolls with the keyboard.
      tabIndex={0}
      aria-label={label}
      role="region"
      className="break-anywhere max-h-96 overflow-auto whitespace-pre-wrap px-3 py-2 font-mono text-small"
    >
      {text.length > maxShown ? `${text.slice(0, maxShown)}…` : text}
    </pre>
  </figure>
);
