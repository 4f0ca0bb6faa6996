import { fail } from '../../contracts/kernel/fail.ts';
import type { QuoteRecord } from './quote-store.ts';

/** Throws `version_conflict`, `quote_not_in_review` or `quote_lines_open` unless the review of this version may be closed. */
export const checkConfirmable = (
  record: Pick<QuoteRecord, 'version' | 'preparation' | 'openCount' | 'totals'>,
  version: number,
): void => {
  if (record.version !== version) throw fail('version_conflict', { version: record.version });
  if (record.preparation !== 'review') throw fail('quote_not_in_review', { preparation: record.preparation });
  if (record.openCount > 0 || record.totals === null) throw fail('quote_lines_open', { open: record.openCount });
};
