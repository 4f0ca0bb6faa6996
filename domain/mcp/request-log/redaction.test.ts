import { expect, test } from 'vitest';
import { cpuMsOf } from '../../../test/harness/cpu-time.ts';
import { keepBody } from './keep-body.ts';
import { redactText } from './redact-text.ts';
import { plainName } from './secret-names.ts';

/** Made up here; built from parts so that nothing takes them for real ones. */
const canary = 'cAnAry0815x';
const random43 = `Zx9${'aB3_'.repeat(10)}`;
const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.${canary}`;
/** A secret with the prefix of a well-known service. */
const vendor = (prefix: string): string => `${prefix}${canary}${canary}`;
const idPart = '0123456789abcdefghjkmnpqrs';

const secretTexts: readonly (readonly [string, string])[] = [
  ['a bearer header', `Authorization: Bearer ${canary}`],
  ['a bearer token in prose', `use bearer ${canary} please`],
  ['basic authentication', `Basic ${btoa(`user:${canary}`)}`],
  ['a JSON Web Token', `the token ${jwt} was sent`],
  ['a JSON Web Token that was cut', `eyJhbGciOiJIUzI1NiJ9.${canary}`],
  ['a refresh token of ours', `ses_${idPart}.wsp_${idPart}.3.${random43}.${canary}`],
  ['256 random bits', `link/${random43} end`],
  ['a private key', `-----BEGIN PRIVATE KEY-----\n${canary}\n-----END PRIVATE KEY-----`],
  ['an RSA private key that was cut', `-----BEGIN RSA PRIVATE KEY-----\n${canary}\nabc`],
  ['an OpenSSH key', `-----BEGIN OPENSSH PRIVATE KEY-----\n${canary}\n-----END OPENSSH PRIVATE KEY-----`],
  ['a PGP key', `-----BEGIN PGP PRIVATE KEY BLOCK-----\n${canary}\n-----END PGP PRIVATE KEY BLOCK-----`],
  ['a model key', vendor('sk-proj-')],
  ['a payment key', vendor('sk_live_')],
  ['a code host token', vendor('ghp_')],
  ['a fine-grained code host token', vendor('github_pat_')],
  ['another code host token', vendor('glpat-')],
  ['a chat bot token', vendor('xoxb-1234-')],
  ['a package registry token', vendor('npm_')],
  ['a Python registry token', vendor('pypi-')],
  ['a cloud key', vendor(`AIza${canary}`)],
  ['an OAuth access token of a cloud', vendor('ya29.')],
  ['a mail service key', vendor(`SG.${canary}${canary}.`)],
  ['a bot token', `12345678:A${canary}${canary}${canary}ab`],
  ['a webhook address', `https://hooks.slack.com/services/T0/B0/${canary}`],
  ['credentials in an address', `postgres://admin:${canary}@db.example:5432/x`],
  ['a token as the user of an address', `https://${canary}@git.example/x.git`],
  ['a token in a query', `https://api.example/x?a=1&access_token=${canary}&b=2`],
  ['a signature in a query', `https://files.example/x?sig=${canary}`],
  ['a password in a form', `user=ann&password=${canary}`],
  ['a variable of the environment', `DB_PASSWORD=${canary}`],
  ['an exported variable', `export OPENAI_API_KEY="${canary}"`],
  ['a line of YAML', `client_secret: ${canary}`],
  ['a JSON text', `{"user":"ann","apiKey":"${canary}"}`],
  ['a JSON text in a JSON text', JSON.stringify(JSON.stringify({ password: canary }))],
  ['a JSON text three deep', JSON.stringify(JSON.stringify({ a: JSON.stringify({ secret: canary }) }))],
  ['a JSON text that was cut', `{"password":"some words and ${canary}`],
  ['a quoted value with an escaped quote', `{"password":"a\\"${canary}"}`],
  ['a cookie header', `Cookie: theme=dark; sid=${canary}; x=${canary}`],
  ['a set-cookie header', `Set-Cookie: a=${canary}; HttpOnly`],
  ['a flag of a command', `psql --password ${canary} -h db`],
  ['a flag with an equals sign', `curl --api-key=${canary}`],
  ['a header flag of a command', `curl -H "X-Api-Key: ${canary}"`],
  ['a spoken password', `the password is ${canary}`],
  ['a spoken password in German', `das Passwort lautet ${canary}`],
  ['a German name', `kennwort: ${canary}`],
  ['a connection string', `AccountKey=${canary};EndpointSuffix=x`],
  ['an arrow of a hash', `'password' => '${canary}'`],
  ['single quotes', `{'token': '${canary}'}`],
];

test.each(secretTexts)('%s is redacted', (_what, text) => {
  const clean = redactText(text);
  expect(clean).not.toContain(canary);
  expect(clean).toContain('[redacted]');
  expect(redactText(clean)).toBe(clean);
});

test.each([
  'Basic equipment for the workshop, 12 pieces',
  'EL-1-101;miniature circuit breaker B6 A 1-pole;3;pcs',
  'max_tokens: 4096, total_tokens=17',
  'https://shop.example/products?page=2&sort=name',
  'ann@example.com wrote at 12:30: please send 40 × M8',
  'quo_01k0123456789abcdefghjkmnp and doc_01k0123456789abcdefghjkmnp',
  'spinning, passage, author, tokenise; pinout: 4',
  '3f786850e387550fdab836ed7e6dc881de23001b',
  'password: null, "token":"" and secret=true',
])('ordinary text stays as it is: %s', (text) => {
  expect(redactText(text)).toBe(text);
});

test('values are redacted by the name they stand under, at any depth, and by the names of the server’s own secrets', () => {
  const secretNames = new Set([plainName('SHOP_LOGIN')]);
  const kept = keepBody(
    {
      query: 'cable',
      password: canary,
      nested: [{ 'X-Api-Key': canary }, { headers: { cookie: [canary] } }],
      header: { name: 'Authorization', value: canary },
      pair: ['x-auth-token', canary],
      args: ['--verbose', '--token', canary],
      shopLogin: canary,
      pin: 4711,
      totalTokens: 99,
      schema: { properties: { password: { type: 'string', minLength: 8 } } },
      wantsPassword: false,
      text: `SHOP_LOGIN=${canary}`,
    },
    { secretNames },
  );
  expect(kept.json).not.toContain(canary);
  expect(kept.json).not.toContain('4711');
  expect(kept).toMatchObject({ redacted: true, truncated: false });
  expect(JSON.parse(kept.json)).toMatchObject({
    query: 'cable',
    args: ['--verbose', '--token', '[redacted]'],
    totalTokens: 99,
    schema: { properties: { password: { type: 'string', minLength: 8 } } },
    wantsPassword: false,
  });
});

test.each([
  ['write to ann.o+x@mail.example.com now', 'write to [e-mail] now'],
  ['<jürgen@müller.example>', '<[e-mail]>'],
  ['IBAN DE89 3704 0044 0532 0130 00, BIC', 'IBAN [iban], BIC'],
  ['GB82WEST12345698765432', '[iban]'],
  ['paid with 4111 1111 1111 1111.', 'paid with [card].'],
  ['378282246310005', '[card]'],
  ['5555-5555-5555-4444', '[card]'],
  ['call +49 (0)30 123-4567 or +14155550123', 'call [phone] or [phone]'],
])('personal data is masked: %s', (text, masked) => {
  expect(JSON.parse(keepBody({ text }).json)).toEqual({ text: masked });
  expect(keepBody({ text }).redacted).toBe(text !== masked);
});

test('numbers of a shop are nobody’s data', () => {
  const value = {
    iban: 'DE88 3704 0044 0532 0130 00',
    ids: ['4111 1111 1111 1112', '4006381333931', '1700000000000', 1_700_000_000_000, 'M8x40-4111111111111111'],
    text: '+12 pcs, +20 % and 2026-11-21T14:00:00+01:00; @modelcontextprotocol/server-memory@2.1.0; 030 1234567',
  };
  expect(keepBody(value)).toEqual({ json: JSON.stringify(value), truncated: false, redacted: false });
  expect(JSON.parse(keepBody({ 'ann@mail.example': 4_111_111_111_111_111 }).json)).toEqual({
    '[e-mail]': '[redacted]',
  });
});

test('what holds no secret and fits is kept exactly', () => {
  const value = { a: [1, 2.5, null, true, 'ü€😀', { b: '' }], __proto__x: 'y', '': { $set: 'v', 'a.b': 1 } };
  expect(keepBody(value)).toEqual({ json: JSON.stringify(value), truncated: false, redacted: false });
});

test.each([
  ['one long text', { text: 'wörd '.repeat(100_000) }],
  ['many items', Array.from({ length: 200_000 }, (_, index) => ({ index }))],
  ['many names', Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`name ${index}`, 'x']))],
  ['text that grows when it is written as JSON', { text: '\u0001"\\'.repeat(50_000) }],
  ['nesting without end', JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)],
])('%s is cut to the limit, and stays JSON', (_what, value: unknown) => {
  const kept = keepBody(value, { maxBytes: 16_384 });
  expect(kept.truncated).toBe(true);
  expect(new TextEncoder().encode(kept.json).length).toBeLessThanOrEqual(16_384 + 200);
  expect(() => JSON.parse(kept.json)).not.toThrow();
});

test('a secret that is cut in two by the limit does not show', () => {
  for (let offset = 0; offset < 60; offset += 1) {
    const text = `${'x '.repeat(1_000 - 30)}${' '.repeat(offset)}${jwt} tail ${'y '.repeat(5_000)}`;
    const kept = keepBody({ text }, { maxBytes: 1_000 });
    expect(kept.json).not.toContain('eyJ');
  }
});

test('ten megabytes of hostile text cost no more than the limit allows', async () => {
  for (const piece of [
    'a',
    '=',
    '"',
    '\\',
    'password=',
    'https://',
    '-----BEGIN ',
    'eyJ',
    'a:b@',
    'a.',
    'DE89 ',
    '4111 ',
    '+1 ',
    '--token ',
    "'",
    '_',
  ]) {
    const text = piece.repeat(10_000_000 / piece.length);
    expect([piece, (await cpuMsOf(() => keepBody({ text }))) < 1_000]).toEqual([piece, true]);
  }
});
