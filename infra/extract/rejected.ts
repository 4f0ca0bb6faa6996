import type { RejectionCode } from '../../contracts/document-reading.ts';

/** Thrown by readers for a file that cannot be a request; `detail` is technical, for the log. */
export class Rejected extends Error {
  readonly reason: RejectionCode;

  constructor(reason: RejectionCode, detail: string) {
    super(detail);
    this.name = 'Rejected';
    this.reason = reason;
  }
}

/** Thrown where this installation is broken and no file is to blame. */
export class Broken extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'Broken';
  }
}
