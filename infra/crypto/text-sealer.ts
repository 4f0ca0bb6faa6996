import { Buffer } from 'node:buffer';
import { createSealer } from './sealed-bytes.ts';

export interface TextSealer {
  /** As base64url: fit for an address or a cookie. */
  seal(text: string): string;
  /** Throws when the text was changed or belongs to another purpose. */
  open(sealed: string): string;
}

export const createTextSealer = (tokenSecret: string, purpose: string): TextSealer => {
  const sealer = createSealer(tokenSecret, purpose);
  return {
    seal: (text) => sealer.seal(Buffer.from(text)).toString('base64url'),
    open: (sealed) => sealer.open(Buffer.from(sealed, 'base64url')).toString(),
  };
};
