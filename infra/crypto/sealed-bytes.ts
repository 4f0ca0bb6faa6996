import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from './derive-key.ts';

const nonceBytes = 12;
const tagBytes = 16;

export interface Sealer {
  seal(bytes: Uint8Array): Buffer;
  /** Throws when the bytes were changed or belong to another key. */
  open(sealed: Uint8Array): Buffer;
}

/** AES-256-GCM for what must be kept but may hold a secret, such as an answer that is replayed. */
export const createSealer = (tokenSecret: string, purpose: string): Sealer => {
  const key = deriveKey(tokenSecret, `sealed/${purpose}`);
  return {
    seal: (bytes) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    },
  };
};
