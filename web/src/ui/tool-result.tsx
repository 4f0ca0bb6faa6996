import { z } from 'zod';
import type { CallToolResult } from '../../../contracts/mcp-calls.ts';
import { useWords } from '../lib/i18n.ts';
import { stableJson } from '../lib/stable-json.ts';
import { CodeBlock } from './code-block.tsx';
import { uiWords } from './ui-words.ts';

const Text = z.object({ type: z.literal('text'), text: z.string() });
/** Raster formats alone: an SVG is a document with scripts. */
const Image = z.object({
  type: z.literal('image'),
  data: z.base64().max(15_000_000),
  mimeType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
});

type Content = CallToolResult['content'][number];

/** What a tool answered, as text, JSON or picture; never as markup, and no address in it is followed. */
export const ToolResult = ({ result }: { result: CallToolResult }) => {
  const t = useWords(uiWords);
  // A structured answer is repeated as text for older clients.
  const texts = result.content.flatMap((content) => Text.safeParse(content).data?.text ?? []);
  const structured = result.structuredContent;
  const isRepeated = structured !== undefined && texts.length === 1 && isSameJson(texts[0] ?? '', structured);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {!isRepeated &&
        result.content.map((content, index) => (
          // Parts of an answer have no identity, and the answer never changes.
          <Part key={index} content={content} />
        ))}
      {structured !== undefined && <CodeBlock label={t('structured')} text={stableJson(structured)} />}
      {result.content.length === 0 && structured === undefined && <p className="text-ink-3">{t('emptyResult')}</p>}
    </div>
  );
};

const Part = ({ content }: { content: Content }) => {
  const t = useWords(uiWords);
  const text = Text.safeParse(content);
  if (text.success) return <CodeBlock label={t('textPart')} text={text.data.text} />;
  const image = Image.safeParse(content);
  if (image.success)
    return (
      <img
        src={`data:${image.data.mimeType};base64,${image.data.data}`}
        alt={t('imagePart')}
        className="max-h-120 max-w-full self-start rounded-md border"
      />
    );
  return <CodeBlock label={t('otherPart', { type: content.type.slice(0, 40) })} text={stableJson(content)} />;
};

const isSameJson = (text: string, value: unknown): boolean => {
  try {
    return stableJson(JSON.parse(text)) === stableJson(value);
  } catch {
    return false;
  }
};
