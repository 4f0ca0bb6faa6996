import type { LineFlag, ReadLine, SourceRef } from '../../../contracts/document-reading.ts';
import { splitEmbeddedCodes } from './embedded-codes.ts';
import { squeeze } from './fold.ts';
import type { Quantity } from './quantity.ts';

export type LineParts = {
  position?: string;
  description: string;
  quantity: Quantity;
  partNumber?: string;
  customerPartNumber?: string;
  manufacturer?: string;
  neededBy?: string | null;
  confidence: number;
  source: SourceRef;
};

/** Nothing, or the dashes and words people write for nothing. */
function blankToNull(text: string | undefined): string | null {
  const trimmed = squeeze(text ?? '');
  return trimmed === '' || /^(?:[-–—./]+|n\/?a|none|keine?|nil|tbd|\?+)$/i.test(trimmed) ? null : trimmed;
}

/** One requested line from what was read of it. */
export function toReadLine(parts: LineParts): ReadLine {
  const split = splitEmbeddedCodes(parts.description);
  const partNumber = blankToNull(parts.partNumber) ?? split.partNumber;
  const manufacturer = blankToNull(parts.manufacturer);
  const customerPartNumber = blankToNull(parts.customerPartNumber) ?? split.customerPartNumber;
  const fallback = squeeze(`${manufacturer ?? ''} ${partNumber ?? customerPartNumber ?? ''}`);
  const flags: LineFlag[] = [...new Set(parts.quantity.flags)];
  if (parts.confidence < 0.5) flags.push('low_confidence');
  return {
    position: squeeze(parts.position ?? '').replace(/[.)]$/, ''),
    description: blankToNull(split.description) ?? fallback,
    quantity: parts.quantity.quantity,
    unit: parts.quantity.unit,
    unitText: parts.quantity.unitText,
    partNumber,
    customerPartNumber,
    manufacturer,
    neededBy: parts.neededBy ?? null,
    confidence: parts.confidence,
    source: parts.source,
    flags: flags.sort(),
  };
}
