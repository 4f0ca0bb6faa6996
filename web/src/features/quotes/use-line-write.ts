import type { LineChange } from '../../../../contracts/quotes.ts';
import { quoteEndpoints } from '../../../../contracts/quotes.ts';
import { call } from '../../lib/api.ts';
import { writeOnce } from '../../lib/write.ts';
import { useQuoteWrite } from './use-quote.ts';

/** Changes one line: product, quantity, price, discount, or whether it is left out. */
export const useLineWrite = (quoteId: string, lineId: string) => {
  const write = useQuoteWrite(quoteId);
  return {
    change: (fields: Omit<LineChange, 'version'>, onSuccess?: () => void) =>
      write.mutate(
        (version) =>
          writeOnce(call, quoteEndpoints.changeLine, {
            params: { id: quoteId, lineId },
            body: { ...fields, version },
          }),
        { ...(onSuccess && { onSuccess }) },
      ),
    isPending: write.isPending,
    error: write.error,
  };
};
