import { z } from 'zod';

/** An id of ours: a short prefix naming the noun and 26 characters of a ULID-like value. */
export const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`), `must be an id of the form ${prefix}_…`);

/** RFC 3339 instant in UTC. */
export const Instant = z.iso.datetime();

/** Calendar day, YYYY-MM-DD. */
export const Day = z.iso.date();

/** ISO 4217 code. */
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR');

/** An exact decimal in major units, such as "1234.50". */
export const Decimal = z.string().regex(/^-?\d{1,15}(\.\d{1,8})?$/, 'must be a decimal number such as "12.50"');

/** Text a person typed: trimmed, without control characters. */
export const text = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((value) => !/(?![\t\n\r\u0080-\u009F])\p{Cc}/u.test(value), 'must not hold control characters');
