import { z } from 'zod';
import { CurrencyCode } from './kernel/scalars.ts';

/** An exact decimal in a reply, such as "1234.50": amounts in major units with the currency's decimals. */
export const DecimalString = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a decimal string such as "1234.50"');
export type DecimalString = z.infer<typeof DecimalString>;

/** The digits an exact number may have on the way in; the domain adds the currency's own limits. */
interface Digits {
  whole: number;
  decimals: number;
  sign?: 'any' | 'not-negative' | 'positive';
}

/**
 * An exact number on the way in: a decimal string, or a whole JSON number. A JSON number with a fraction is refused, since
 * 0.1 has already lost its exact value when it arrives (money rule 1). The parsed value is always a string.
 */
const exactNumber = ({ whole, decimals, sign = 'any' }: Digits) => {
  const minus = sign === 'any' ? '-?' : '';
  const notZero = sign === 'positive' ? '(?=.*[1-9])' : '';
  const described = `${sign === 'any' ? '' : `${sign.replace('-', ' ')}, `}at most ${whole} digits and ${decimals} decimals`;
  const text = z
    .string()
    .regex(
      new RegExp(`^${notZero}${minus}\\d{1,${whole}}(\\.\\d{1,${decimals}})?$`),
      `must be a decimal string such as "12.50" (${described})`,
    );
  return z
    .union([z.string(), z.int()], {
      error: 'must be a decimal string such as "12.50"; JSON numbers are accepted only when whole and safe',
    })
    .transform(String)
    .pipe(text);
};

/** Amount in major units; how many decimals it may have depends on the currency. */
const AmountInput = exactNumber({ whole: 15, decimals: 8 });
/** Per cent of a discount, 10 for 10 %; fine enough to hit any given price. Over 100 it is capped, as every discount is. */
const PercentInput = exactNumber({ whole: 3, decimals: 12, sign: 'not-negative' });
/** Tax rate in per cent. */
const RateInput = exactNumber({ whole: 3, decimals: 6, sign: 'not-negative' });

/**
 * VAT category codes of EN 16931 (UNCL 5305 subset): S standard, Z zero rated, E exempt, AE reverse charge, K intra-community,
 * G export, O outside scope, L Canary Islands (IGIC), M Ceuta and Melilla (IPSI).
 */
export const TaxCategory = z.enum(['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M']);
export type TaxCategory = z.infer<typeof TaxCategory>;

const sum = { amount: AmountInput };
const percent = { percent: PercentInput };
const group = { taxCategory: TaxCategory, taxRate: RateInput };
const target = { taxCategory: TaxCategory.optional(), taxRate: RateInput.optional() };

/**
 * What is wrong with a `{ percent }` or `{ amount }`: the complaint of the form that the sender meant, where only one field is wrong.
 */
const eitherForm = (general: string): { error: z.core.$ZodErrorMap<z.core.$ZodIssueInvalidUnion> } => ({
  error: ({ errors }) => {
    const [only] = errors.filter((issues) => issues.length === 1 && issues[0]?.code !== 'unrecognized_keys').flat();
    return only === undefined ? general : `${only.path.join('.')} ${only.message}`;
  },
});

/** A discount of a line: per cent of the line's gross amount (several add up), or an amount. */
export const LineDiscount = z.union(
  [z.strictObject(percent), z.strictObject(sum)],
  eitherForm('must be either { percent } or { amount }'),
);
export type LineDiscount = z.infer<typeof LineDiscount>;

/** A surcharge of a line. */
export const LineCharge = z.strictObject(sum);

/**
 * What prices a line. `unitPrice` is for `baseQuantity` units (1 unless given). A negative quantity is a return or a
 * credit, as in EN 16931. With tax inclusive, prices, discounts and charges are gross.
 */
export const PricedLineInput = z.strictObject({
  quantity: exactNumber({ whole: 12, decimals: 6 }),
  unitPrice: exactNumber({ whole: 15, decimals: 8 }),
  baseQuantity: exactNumber({ whole: 12, decimals: 6, sign: 'positive' }).optional(),
  unit: z.string().max(40).optional(),
  discounts: z.array(LineDiscount).max(20).optional(),
  charges: z.array(LineCharge).max(20).optional(),
  ...group,
});
export type PricedLineInput = z.infer<typeof PricedLineInput>;

/**
 * A discount of the document. Naming a tax category, it lowers that group (a per cent is then of that group's line nets); naming none,
 * it is allocated over all lines (a per cent is of all line nets).
 */
export const DocumentDiscount = z.union(
  [z.strictObject({ ...percent, ...target }), z.strictObject({ ...sum, ...target })],
  eitherForm('must be { percent } or { amount }, each with taxCategory and taxRate or without both'),
);
export type DocumentDiscount = z.infer<typeof DocumentDiscount>;

/** A charge of the document, such as freight, in the tax group it belongs to. */
export const DocumentCharge = z.strictObject({ ...sum, ...group });
export type DocumentCharge = z.infer<typeof DocumentCharge>;

/** Body of `POST /api/v1/quotes/preview`: everything that decides what a quote costs. */
export const PreviewBody = z.strictObject({
  currency: CurrencyCode,
  taxMode: z.enum(['exclusive', 'inclusive']),
  lines: z.array(PricedLineInput).max(10_000),
  discounts: z.array(DocumentDiscount).max(100).optional(),
  charges: z.array(DocumentCharge).max(100).optional(),
  prepaid: AmountInput.optional(),
  /** A given amount added to the payable sum. */
  rounding: AmountInput.optional(),
  /** Smallest coin, "0.05": asks for `rounding` to be computed. Not together with `rounding`. */
  cashStep: exactNumber({ whole: 6, decimals: 4, sign: 'positive' }).optional(),
});
export type PreviewBody = z.infer<typeof PreviewBody>;

/** Taxable sum and tax of one category and rate. */
export const TaxGroup = z.strictObject({
  category: TaxCategory,
  /** Per cent in its shortest form: "25" for "25.0". */
  rate: DecimalString,
  taxable: DecimalString,
  tax: DecimalString,
});
export type TaxGroup = z.infer<typeof TaxGroup>;

/**
 * The exact figures. With tax exclusive, `lineTotal − discountTotal + chargeTotal = taxExclusive`; with tax inclusive, line nets,
 * `lineTotal`, `discountTotal` and `chargeTotal` are gross and sum to `taxInclusive`. `payable` is `taxInclusive − prepaid + rounding`.
 */
export const PreviewReply = z.strictObject({
  lines: z.array(z.strictObject({ net: DecimalString })),
  lineTotal: DecimalString,
  discountTotal: DecimalString,
  chargeTotal: DecimalString,
  taxExclusive: DecimalString,
  taxGroups: z.array(TaxGroup),
  taxTotal: DecimalString,
  taxInclusive: DecimalString,
  payable: DecimalString,
});
export type PreviewReply = z.infer<typeof PreviewReply>;
