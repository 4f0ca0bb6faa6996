import type { CatalogueIndex } from './catalogue-index.ts';
import type { Matcher } from './matcher.ts';

/** Gives other work of the process a turn; called between lines. */
export type Pause = () => Promise<void>;

const LINES_PER_TURN = 8;

/** The built-in matcher: words, numbers and part numbers over an in-memory index; no model, no network. */
export function createLexicalMatcher(index: Pick<CatalogueIndex, 'match'>, pause: Pause): Matcher {
  return {
    async match(lines, signal) {
      const matches = [];
      for (const [at, line] of lines.entries()) {
        signal?.throwIfAborted();
        if (at > 0 && at % LINES_PER_TURN === 0) await pause();
        matches.push(index.match(line));
      }
      return matches;
    },
  };
}
