import type { LineChange } from '../../../../contracts/quotes.ts';
import { quoteEndpoints } from '../../../../contracts/quotes.ts';
import { call } from '../../lib/api.ts';
import { writeOnce } from '../../lib/write.ts';
import { useQuoteWrite } from './use-quote.ts';

/** Changes one line: product, quantity, price, discount, or whether it is left out. */
export const useLineWrite = (quoteId: string, lineId: string) => {
  const write = useQuoteWrite(quoteId);
  return {
    /** `onSuccess` runs even when the line has moved to another section by then. */
    change: (fields: Omit<LineChange, 'version'>, onSuccess: () => void = () => undefined): void => {
      const send = (version: number) =>
        writeOnce(call, quoteEndpoints.changeLine, { params: { id: quoteId, lineId }, body: { ...fields, version } });
      // A failure is shown from `error`.
      write.mutateAsync(send).then(onSuccess, () => undefined);
    },
    isPending: write.isPending,
    error: write.error,
  };
};
