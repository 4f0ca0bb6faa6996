import { z } from 'zod';

/** What kind of file a document is, decided from its content, never from its name. */
export const DocumentKind = z.enum(['pdf', 'scan', 'xlsx', 'csv', 'eml', 'docx', 'txt']);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** Why a document cannot become a request. The texts for people are in `domain/documents/content.ts`. */
export const RejectionCode = z.enum([
  'corrupt',
  'delivery_note',
  'empty',
  'encrypted',
  'invoice',
  'no_request_lines',
  'order_confirmation',
  'other_paper',
  'too_complex',
  'too_large',
  'too_slow',
  'unsupported_type',
  'zip_bomb',
]);
export type RejectionCode = z.infer<typeof RejectionCode>;

/** A paper of trade that is no request. */
export const OtherPaper = RejectionCode.extract(['delivery_note', 'invoice', 'order_confirmation', 'other_paper']);
export type OtherPaper = z.infer<typeof OtherPaper>;

/** A rectangle in points, origin at the top left of the page. */
export const Box = z.strictObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
export type Box = z.infer<typeof Box>;

/** Where something stands in the document. `part` is the part's index; the rest narrows it down. */
export const SourceRef = z.strictObject({
  part: z.int().min(0),
  /** On a page: the region. */
  box: Box.optional(),
  /** In a sheet: first and last row number as the spreadsheet shows them; in a table block: zero-based rows. */
  rows: z.tuple([z.int(), z.int()]).optional(),
  /** In a sheet: one cell, such as `C14`. */
  cell: z.string().optional(),
  /** In a flow of blocks: the block's index. */
  block: z.int().optional(),
  /** In plain text: start and end offset. */
  chars: z.tuple([z.int(), z.int()]).optional(),
});
export type SourceRef = z.infer<typeof SourceRef>;

/** A run of text on a page, as it was drawn. */
export const TextItem = z.strictObject({
  text: z.string(),
  x: z.number(),
  y: z.number(),
  w: z.number(),
  h: z.number(),
  size: z.number().optional(),
  bold: z.boolean().optional(),
});
export type TextItem = z.infer<typeof TextItem>;

/** A cell holds canonical text: numbers as plain decimals with a dot (`kind: 'number'`), dates as YYYY-MM-DD. */
export const GridCell = z.strictObject({
  col: z.int().min(0),
  text: z.string(),
  kind: z.enum(['text', 'number', 'date']).optional(),
  bold: z.boolean().optional(),
});
export type GridCell = z.infer<typeof GridCell>;

/** One row; `row` counts as the spreadsheet does (from 1); empty cells are left out. */
export const GridRow = z.strictObject({ row: z.int().min(0), cells: z.array(GridCell) });
export type GridRow = z.infer<typeof GridRow>;

/** A paragraph or a table of a document that flows (Word, HTML mail). `quoted` marks what a mail program quoted. */
export const FlowBlock = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('paragraph'),
    text: z.string(),
    bold: z.boolean().optional(),
    /** The paragraph is an item of a list (numbered or with bullets). */
    listItem: z.boolean().optional(),
    quoted: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('table'), rows: z.array(GridRow), quoted: z.boolean().optional() }),
]);
export type FlowBlock = z.infer<typeof FlowBlock>;

export const MailAddress = z.strictObject({ name: z.string(), address: z.string() });
export type MailAddress = z.infer<typeof MailAddress>;

export const MailHead = z.strictObject({
  from: MailAddress.nullable(),
  replyTo: z.array(MailAddress),
  to: z.array(MailAddress),
  subject: z.string(),
  /** ISO 8601 instant, when the mail carries a readable one. */
  date: z.string().nullable(),
});
export type MailHead = z.infer<typeof MailHead>;

/**
 * One page, sheet, text or mail. Exactly one of `items` (page), `cells` (sheet), `blocks` (flow) or `text` (plain)
 * holds the content.
 */
export const ContentPart = z.strictObject({
  index: z.int().min(0),
  name: z.string(),
  kind: z.enum(['page', 'sheet', 'text', 'mail']),
  width: z.number().optional(),
  height: z.number().optional(),
  items: z.array(TextItem).optional(),
  cells: z.array(GridRow).optional(),
  blocks: z.array(FlowBlock).optional(),
  text: z.string().optional(),
  mail: MailHead.optional(),
  /** Index of the mail part this part was attached to. */
  attachmentOf: z.int().optional(),
  /** The text was recognised from a picture and may hold misread characters. */
  ocr: z.boolean().optional(),
  warnings: z.array(z.string()).optional(),
});
export type ContentPart = z.infer<typeof ContentPart>;

/** What extraction yields: neutral, JSON-serialisable, stored part by part. */
export const DocumentContent = z.strictObject({
  kind: DocumentKind,
  parts: z.array(ContentPart),
  warnings: z.array(z.string()),
});
export type DocumentContent = z.infer<typeof DocumentContent>;

/** A header value, how sure the reader is (0 to 1), and where it was read. */
export const ReadValue = z.strictObject({
  value: z.string(),
  confidence: z.number().min(0).max(1),
  source: SourceRef,
});
export type ReadValue = z.infer<typeof ReadValue>;

const readValue = ReadValue.nullable();

/** Dates are YYYY-MM-DD; `currency` is an ISO 4217 code. */
export const ReadFields = z.strictObject({
  customerName: readValue,
  customerEmail: readValue,
  contactName: readValue,
  reference: readValue,
  neededBy: readValue,
  issuedOn: readValue,
  quoteDeadline: readValue,
  deliverTo: readValue,
  currency: readValue,
});
export type ReadFields = z.infer<typeof ReadFields>;

/** What a person should look at before the line is quoted. */
export const LineFlag = z.enum([
  'duplicate_line',
  'low_confidence',
  'quantity_ambiguous',
  'quantity_impossible',
  'quantity_missing',
  'quantity_range',
  'unit_unknown',
]);
export type LineFlag = z.infer<typeof LineFlag>;

/** One requested line. `quantity` is a plain decimal ("1200", "2.5") or null when it cannot be read. */
export const ReadLine = z.strictObject({
  position: z.string(),
  description: z.string(),
  quantity: z.string().nullable(),
  /** Normalised: `pcs`, `dozen`, `set`, `box of 10`, `m`, `kg` …; as written (lower case) when unknown. */
  unit: z.string(),
  unitText: z.string(),
  /** The maker's part number. */
  partNumber: z.string().nullable(),
  /** The customer's own number for the article. */
  customerPartNumber: z.string().nullable(),
  manufacturer: z.string().nullable(),
  /** Needed by, for this line alone (YYYY-MM-DD). */
  neededBy: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  source: SourceRef,
  flags: z.array(LineFlag),
});
export type ReadLine = z.infer<typeof ReadLine>;

/** What recognition yields. `language` is the ISO 639-1 code of the form words. */
export const DocumentReading = z.strictObject({
  fields: ReadFields,
  lines: z.array(ReadLine),
  language: z.enum(['en', 'de', 'fr', 'es', 'it', 'nl']),
  warnings: z.array(z.string()),
  /** What the document is when it is no request; it has no lines then. */
  otherPaper: OtherPaper.nullable(),
});
export type DocumentReading = z.infer<typeof DocumentReading>;
