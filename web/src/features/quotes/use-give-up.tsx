import { Ban } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { quoteEndpoints, type Quote } from '../../../../contracts/quotes.ts';
import { call } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { writeOnce } from '../../lib/write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { quoteWords } from './quote-words.ts';
import { useQuoteWrite } from './use-quote.ts';

/** A menu item that gives the quote up after a question, and the question itself to be drawn beside the menu. */
export const useGiveUp = (
  quote: Pick<Quote, 'id' | 'number' | 'preparation'> | null,
): { items: MenuItem[]; question: ReactNode } => {
  const t = useWords(quoteWords);
  const canWrite = useCan('quotes:write');
  const [isAsking, setAsking] = useState(false);
  const write = useQuoteWrite(quote?.id ?? '');
  const isOpen = quote && quote.preparation !== 'ready' && quote.preparation !== 'cancelled';
  if (!isOpen || !canWrite) return { items: [], question: null };
  const giveUp = () =>
    write.mutate(() => writeOnce(call, quoteEndpoints.cancel, { params: { id: quote.id } }), {
      onSuccess: () => setAsking(false),
    });
  const items = [
    {
      id: 'give-up',
      label: t('giveUp'),
      icon: <Ban className="size-4" />,
      danger: true,
      onSelect: () => setAsking(true),
    },
  ];
  const question = isAsking && (
    <ConfirmDialog
      title={t('giveUpTitle', { number: quote.number })}
      description={t('giveUpText')}
      confirmLabel={t('giveUp')}
      busy={write.isPending}
      error={write.error}
      onConfirm={giveUp}
      onClose={() => setAsking(false)}
    />
  );
  return { items, question };
};
