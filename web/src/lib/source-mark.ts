import type { SourceRef } from '../../../contracts/document-reading.ts';

/** A place in the source that something was read from. */
export interface SourceMark {
  /** The same key lights up on both sides: a quote line's id, or `field:…`. */
  key: string;
  /** Read out for the region: "Line 3: hex bolts". */
  label: string;
  tone: 'done' | 'needs' | 'muted' | 'field';
  source: SourceRef;
}
