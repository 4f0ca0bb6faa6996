import { currencyExponent } from './currency.ts';
import { formatScaled, parseDecimal, toScale } from './decimal.ts';

/** An amount of money: whole minor units and the ISO 4217 code that says how large they are (money rule 1). */
export interface Amount {
  readonly minor: bigint;
  readonly currency: string;
}

/**
 * Reads an amount in major units: ("1234.5", "EUR") is 123450 cents. `undefined` when the text is no decimal, the currency
 * is unknown, or the amount is finer than the currency's minor unit: an amount is never rounded on the way in.
 */
export const parseAmount = (text: string, currency: string): Amount | undefined => {
  const exponent = currencyExponent(currency);
  const value = parseDecimal(text);
  if (exponent === undefined || value === undefined) return undefined;
  const minor = toScale(value, exponent);
  return minor === undefined ? undefined : { minor, currency };
};

/** Writes an amount in major units with the currency's decimals: "1234.50", "-0.01", "9176" (JPY). */
export const formatAmount = ({ minor, currency }: Amount): string =>
  formatScaled(minor, currencyExponent(currency) ?? 2);
