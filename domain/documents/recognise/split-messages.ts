import { readItem } from './item-patterns.ts';
import type { TextItemBlock } from './list-items.ts';
import type { DecimalMark } from './numbers.ts';
import { joint } from './prose-lines.ts';

/** What one thing holds or how it is packed ("3 pcs each", "2 x USB") is counted too, but is hardly a name. */
const isName = (text: string): boolean =>
  (text.match(/\p{L}/gu) ?? []).length >= 7 && /\s/.test(text) && !/^(?:each|per|in|je|pro|with|mit)\b/iu.test(text);

/** "5x A, 3x B and 2x C" in one message: as many items, when every piece counts the same plain way. */
export function splitMessage(block: TextItemBlock, mark: DecimalMark): TextItemBlock[] {
  if (block.lines[0]?.startsMessage !== true) return [block];
  const pieces = block.text.split(joint).map((piece) => piece.trim());
  const styles = pieces.map(
    (piece) =>
      readItem(piece, mark).find(
        ({ style, strength, description }) => strength === 3 && style.endsWith('First') && isName(description),
      )?.style,
  );
  const [first] = styles;
  if (first === undefined || styles.some((style) => style !== first)) return [block];
  return pieces.map((text) => ({ ...block, text }));
}
