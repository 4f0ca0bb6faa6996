import type { QuoteLine } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { toast } from '../../ui/toast.ts';
import { quoteWords } from './quote-words.ts';
import type { useLineWrite } from './use-line-write.ts';

/** Leaves a line out at once and offers to undo it. */
export const useLeaveOut = ({ position }: QuoteLine, { change }: ReturnType<typeof useLineWrite>) => {
  const t = useWords(quoteWords);
  return () =>
    change({ excluded: true }, () => {
      toast(t('leftOutToast', { position }), {
        action: { label: t('undo'), onClick: () => change({ excluded: false }) },
      });
    });
};
