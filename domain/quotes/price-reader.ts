import { fail } from '../../contracts/kernel/fail.ts';
import { currencyExponent } from '../money/currency.ts';
import { type Decimal, parseDecimal, toScale } from '../money/decimal.ts';

/** Reads the exact numbers of one quote; whatever does not fit is a `validation_error` that names the field. */
export interface PriceReader {
  /** Decimals of the currency's minor unit. */
  readonly exponent: number;
  /** An amount in minor units; an absent one is 0. */
  amount(text: string | undefined, path: string): bigint;
  /** A decimal with at most `maxDecimals` decimals. */
  decimal(text: string, path: string, maxDecimals: number): Decimal;
}

/** Throws `validation_error` when the currency is none of ISO 4217. */
export const priceReader = (currency: string): PriceReader => {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) throw invalid('currency', `${currency} is not a currency of ISO 4217`);

  const decimal = (text: string, path: string, maxDecimals: number): Decimal => {
    const value = parseDecimal(text);
    if (!value) throw invalid(path, 'must be a decimal string such as "12.50"');
    if (value.scale > maxDecimals) throw invalid(path, `may have at most ${maxDecimals} decimals for ${currency}`);
    return value;
  };
  const amount = (text: string | undefined, path: string): bigint =>
    text === undefined ? 0n : (toScale(decimal(text, path, exponent), exponent) ?? 0n);
  return { exponent, amount, decimal };
};

/** A failure that names the field of the body and says what to change. */
export const invalid = (path: string, message: string): Error =>
  fail('validation_error', { issues: [{ path, message }] });
