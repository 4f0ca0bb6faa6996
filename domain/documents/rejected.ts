import type { RejectionCode } from '../../contracts/document-reading.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { rejectionText } from './content.ts';

/** The failure of a document that cannot become a request, with its reason in words. */
export const rejected = (code: RejectionCode, detail: string): Error =>
  fail('document_rejected', { code, reason: rejectionText(code), detail });
