import { Buffer } from 'node:buffer';
import { hkdfSync } from 'node:crypto';

/** A key for one purpose (RFC 5869): what is signed with one key never verifies with another. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `throughline/${purpose}`, 32));
