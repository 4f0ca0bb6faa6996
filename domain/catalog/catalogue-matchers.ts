import type { Matcher } from '../matching/matcher.ts';

/** The matcher over a workspace's catalogue as it is now. */
export interface CatalogueMatchers {
  matcherFor(workspaceId: string): Promise<Matcher>;
}
