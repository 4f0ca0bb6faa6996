import { Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { quoteEndpoints, type Quote } from '../../../../contracts/quotes.ts';
import { call } from '../../lib/api.ts';
import { formatDay } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { writeOnce } from '../../lib/write.ts';
import { InlineError } from '../../ui/inline-error.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { CustomerPicker } from './customer-picker.tsx';
import { quoteWords } from './quote-words.ts';
import { TextInPlace } from './text-in-place.tsx';
import { useQuoteWrite } from './use-quote.ts';

/** Customer, contact, reference and validity, edited in place. */
export const QuoteFacts = ({ quote, isEditable }: { quote: Quote; isEditable: boolean }) => {
  const t = useWords(quoteWords);
  const write = useQuoteWrite(quote.id);
  const [dialog, setDialog] = useState<'customer' | 'contact' | null>(null);
  const update = (fields: QuoteFields) => {
    setDialog(null);
    write.mutate((version) =>
      writeOnce(call, quoteEndpoints.update, { params: { id: quote.id }, body: { ...fields, version } }),
    );
  };
  return (
    <div className="border-b px-4 py-3 md:px-5">
      <dl className="grid grid-cols-2 gap-x-5 gap-y-2.5 lg:grid-cols-3">
        <Fact label={t('customer')}>
          <FactButton isEditable={isEditable} onClick={() => setDialog('customer')}>
            {quote.customerName ?? (isEditable ? t('chooseCustomer') : '–')}
          </FactButton>
        </Fact>
        <Fact label={t('contact')}>
          <FactButton isEditable={isEditable} onClick={() => setDialog('contact')}>
            {contactLineOf(quote) || (isEditable ? t('noContact') : '–')}
          </FactButton>
        </Fact>
        <Fact label={t('reference')}>
          <TextInPlace
            label={t('reference')}
            value={quote.reference}
            disabled={!isEditable}
            onCommit={(reference) => update({ reference })}
          />
        </Fact>
        <Fact label={t('validUntil')}>
          <TextInPlace
            type="date"
            label={t('validUntil')}
            value={quote.validUntil}
            disabled={!isEditable}
            onCommit={(validUntil) => validUntil !== null && update({ validUntil })}
          />
        </Fact>
        <NeededBy day={quote.neededBy} />
      </dl>
      <InlineError error={write.error} />
      {dialog === 'customer' && (
        <CustomerPicker
          quote={quote}
          onChoose={(customerId) => update({ customerId })}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'contact' && (
        <ContactDialog
          contact={quote.contact}
          onSave={(contact) => update({ contact })}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
};

const contactLineOf = ({ contact }: Quote): string => [contact.name, contact.email].filter(Boolean).join(', ');

interface QuoteFields {
  customerId?: string | null;
  contact?: Quote['contact'];
  reference?: string | null;
  validUntil?: string;
}

const NeededBy = ({ day }: { day: string | null }) => {
  const t = useWords(quoteWords);
  const locale = useLocale();
  if (day === null) return null;
  return (
    <Fact label={t('neededBy')}>
      <span className="flex h-7 items-center text-lead md:text-body">{formatDay(day, locale)}</span>
    </Fact>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-small text-ink-3">{label}</dt>
    <dd className="min-w-0">{children}</dd>
  </div>
);

const FactButton = ({
  isEditable,
  onClick,
  children,
}: {
  isEditable: boolean;
  onClick: () => void;
  children: string;
}) =>
  isEditable ? (
    <button
      type="button"
      onClick={onClick}
      title={children}
      className="-ml-1.5 flex h-7 max-w-full items-center gap-1.5 rounded-md px-1.5 text-left text-lead hover:bg-hover md:text-body"
    >
      <span className="truncate">{children}</span>
      <Pencil aria-hidden="true" className="size-3 shrink-0 text-ink-3" />
    </button>
  ) : (
    <span className="flex h-7 items-center text-lead md:text-body">
      <span className="truncate" title={children}>
        {children}
      </span>
    </span>
  );
