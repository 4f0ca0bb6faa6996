const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new id such as `doc_01k…`: 10 characters of time (ms), 16 of randomness, Crockford base 32, sortable by age. */
export const newId = (prefix: string, nowMs = Date.now()): string => {
  let time = '';
  for (let rest = nowMs, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32)) time = alphabet.charAt(rest % 32) + time;
  let random = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) random += alphabet.charAt(byte % 32);
  return `${prefix}_${time}${random}`;
};
