/** What a program that cannot exchange its secret for tokens sends as its bearer token: key and secret in one. */
export const serviceKey = (key: string, secret: string): string => `${key}.${secret}`;

/** The parts of a service key; null for any other token. */
export const readServiceKey = (token: string): { key: string; secret: string } | null => {
  const parts = /^(key_[0-9a-z]{26})\.([\w-]{43})$/.exec(token);
  return parts?.[1] !== undefined && parts[2] !== undefined ? { key: parts[1], secret: parts[2] } : null;
};
