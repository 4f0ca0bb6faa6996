/** Parts of a name that make its value a secret wherever they stand, without case and separators. */
const anywhere = [
  'password',
  'passwd',
  'passwort',
  'kennwort',
  'passphrase',
  'passcode',
  'secret',
  'geheim',
  'apikey',
  'privatekey',
  'accesskey',
  'signingkey',
  'encryptionkey',
  'accountkey',
  'authorization',
  'authtoken',
  'cookie',
  'credential',
  'connectionstring',
  'bearer',
  'sessionid',
  'clientassertion',
];

/** Words too short to be looked for inside other words. */
const asWord = new Set([
  'auth',
  'csrf',
  'dsn',
  'jwt',
  'otp',
  'pass',
  'pat',
  'pin',
  'pwd',
  'sid',
  'sig',
  'signature',
  'token',
  'tokens',
  'totp',
  'xsrf',
]);

/** `API-Key`, `apiKey` and `api_key` are the same name. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);

/** Whether a field, header or variable of this name holds a secret. `known` are further names, as `plainName` gives them. */
export const isSecretName = (name: string, known: ReadonlySet<string> = new Set()): boolean => {
  const short = name.slice(0, 200);
  const plain = plainName(short);
  if (known.has(plain) || anywhere.some((part) => plain.includes(part))) return true;
  const words = wordsOf(short);
  // A count of tokens is none: max_tokens, tokenCount.
  if (words.some((word) => ['count', 'max', 'limit', 'usage', 'total'].includes(word))) return false;
  return words.some((word) => asWord.has(word));
};
