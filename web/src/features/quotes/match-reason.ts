import type { MatchReason } from '../../../../contracts/matching.ts';
import type { Locale } from '../../../../contracts/kernel/locale.ts';
import type { Translate } from '../../lib/i18n.ts';
import type { matchWords } from './match-words.ts';

const mostWords = 6;

export const asPercent = (share: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** Why a product is offered, in words: "Model number DCD796N equal". */
export const reasonInWords = (reason: MatchReason, t: Translate<typeof matchWords>, locale: Locale): string => {
  switch (reason.code) {
    case 'words_shared':
      return reason.words.length === 0
        ? t('words_shared_none')
        : t(reason.code, {
            percent: asPercent(reason.share, locale),
            words: reason.words.slice(0, mostWords).join(', '),
          });
    case 'part_number_prefix':
      return t(reason.code, { requested: reason.requested, offered: reason.offered });
    case 'gtin_equal':
    case 'sku_equal':
    case 'model_number_equal':
    case 'part_number_in_text':
      return t(reason.code, { token: reason.token });
  }
};
