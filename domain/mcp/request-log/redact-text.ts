import { isSecretName } from './secret-names.ts';

export const redactedMark = '[redacted]';

/** Secrets that are known by their shape alone. Every pattern is linear: its repeats are bounded or cannot overlap. */
const shapes: readonly RegExp[] = [
  // Private keys, also when the text ends inside one.
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  // JSON Web Tokens, signed or encrypted (RFC 7519).
  /\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g,
  // Our refresh tokens, and keys of service accounts with their secret.
  /\bses_[0-9a-z]{26}\.wsp_[0-9a-z]{26}\.[\w.-]+/g,
  // Keys of well-known services, by their prefixes.
  /\b(?:sk|rk|pk)[-_](?:live|test|proj|ant|or|svcacct)?[-_]?[\w-]{16,}/g,
  /\b(?:gh[opusr]_|github_pat_|glpat-|glptt-|gldt-|npm_|pypi-|hf_|dop_v1_|shp(?:at|ca|pa|ss)_|whsec_|dckr_pat_|ATATT3|sbp_|pat-na1-|figd_|lin_api_|ntn_|secret_|rnd_|dp\.pt\.|vc[a-z]_)[\w.-]{12,}/g,
  /\bxox[a-z](?:\.xox[a-z])?-[\w-]{10,}|\bxapp-[\w-]{10,}/g,
  /\b(?:AKIA|ASIA|AROA|AIDA)[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{30,}|\bya29\.[\w-]{10,}|\b1\/\/0[\w-]{20,}|\bGOCSPX-[\w-]{20,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  /\b(?:SK|AC)[0-9a-f]{32}\b|\bkey-[0-9a-f]{32}\b/g,
  /\b\d{8,10}:[A-Za-z][\w-]{33,}/g,
  /\bAGE-SECRET-KEY-1[0-9A-Z]{20,}/g,
  /\bhooks\.slack\.com\/services\/[\w/-]{10,}/g,
];

/** 256 random bits as base64url: what our one-time links and secrets are, and many others. */
const randomBits = /(?<![\w-])[\w-]{43}(?![\w-])/g;
const looksRandom = (text: string): boolean => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);

const scheme = /\b(bearer|basic|negotiate|digest)(\s{1,5})([\w.~+/=-]{8,})/gi;
/** "Basic equipment" is none. */
const isCredential = (name: string, value: string): boolean =>
  name.toLowerCase() === 'bearer' ? true : /\d|=|[a-z][A-Z]/.test(value);

const headerLine =
  /\b((?:set-)?cookie2?|(?:proxy-)?authorization|x-api-key|x-auth-token)("?\s{0,5}:\s{0,5})[^\r\n"]+/gi;
const addressCredentials = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'<>]{1,500}@/gi;
const spoken = /\b(password|passwort|kennwort|passphrase|pin)(\s{1,5}(?:is|ist|lautet|was|war)\s{1,5})(\S+)/gi;
const flag = /(--?)([a-z][\w-]{1,60})(\s{1,5})(?!-)(\S+)/gi;
/** `name=value`, `name: value`, `"name":"value"`, also inside JSON that is itself a string. */
const assignment = /(?<![\w.])([A-Za-z_][\w.-]{0,99})(\\{0,7}["']?\s{0,5}(?:=>|[:=])\s{0,5})/g;
const assigned = /\\{1,7}"[^"]*(?:"|$)|"(?:[^"\\]|\\.)*(?:"|\\?$)|'[^']*(?:'|$)|[^\s,;&"'}\])]+/y;

/** Whether any of the patterns may find something: most texts are settled by this one pass. */
const anything = new RegExp(
  [...shapes, randomBits, headerLine, scheme, addressCredentials, spoken, flag, assignment]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** Text without the secrets it holds, as far as names and shapes tell. Equal to `text` when there are none. */
export const redactText = (text: string, known?: ReadonlySet<string>): string => {
  if (!anything.test(text)) return text;
  let clean = text;
  for (const shape of shapes) clean = clean.replaceAll(shape, redactedMark);
  clean = clean
    .replaceAll(randomBits, (whole: string) => (looksRandom(whole) ? redactedMark : whole))
    .replaceAll(headerLine, `$1$2${redactedMark}`)
    .replaceAll(scheme, (whole: string, name: string, space: string, value: string) =>
      isCredential(name, value) ? `${name}${space}${redactedMark}` : whole,
    )
    .replaceAll(addressCredentials, `$1${redactedMark}@`)
    .replaceAll(spoken, `$1$2${redactedMark}`)
    .replaceAll(flag, (whole: string, dashes: string, name: string, space: string) =>
      isSecretName(name, known) ? `${dashes}${name}${space}${redactedMark}` : whole,
    );
  return redactAssignments(clean, known);
};

/** Only the value of a secret name is skipped: any other may hold the next assignment. */
const redactAssignments = (text: string, known: ReadonlySet<string> | undefined): string => {
  let clean = '';
  let copied = 0;
  for (const head of text.matchAll(assignment)) {
    const valueStart = head.index + head[0].length;
    if (head.index < copied || !isSecretName(head[1] ?? '', known)) continue;
    assigned.lastIndex = valueStart;
    const value = assigned.exec(text)?.[0];
    if (value === undefined || isHarmless(value)) continue;
    clean += text.slice(copied, valueStart) + masked(value);
    copied = valueStart + value.length;
  }
  return clean + text.slice(copied);
};

/** Nothing to hide: no value, or a mark of ours. */
const isHarmless = (value: string): boolean => /^(?:null|true|false|undefined|""|''|\[redacted\]?)$/.test(value);

/** Keeps the quotes, so that JSON stays JSON. */
const masked = (value: string): string => {
  const quote = /^\\*["']/.exec(value)?.[0] ?? '';
  return `${quote}${redactedMark}${quote}`;
};
