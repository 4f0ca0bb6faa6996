import { describe, expect, test } from 'vitest';
import { isAllowedRedirectUri, isRegisteredRedirectUri, redirectTarget } from './redirect-uri.ts';

describe('where a client may be sent', () => {
  test.each([
    'https://claude.ai/api/mcp/auth_callback',
    'http://127.0.0.1:33418/callback',
    'http://localhost/callback',
    'http://[::1]:9/x',
    'cursor://anysphere.cursor-retrieval/oauth/callback',
  ])('%s is allowed', (uri) => expect(isAllowedRedirectUri(uri)).toBe(true));

  test.each([
    'http://example.com/callback',
    'http://127.0.0.1.example.com/',
    'https://user@example.com/',
    'https://example.com/#fragment',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('%s is not', (uri) => expect(isAllowedRedirectUri(uri)).toBe(false));

  test('the port of a loopback address is free, nothing else is', () => {
    const known = ['http://127.0.0.1:1234/callback', 'https://app.example/cb'];
    expect(isRegisteredRedirectUri('http://127.0.0.1:9999/callback', known)).toBe(true);
    expect(isRegisteredRedirectUri('http://localhost:1234/callback', known)).toBe(false);
    expect(isRegisteredRedirectUri('http://127.0.0.1:9999/other', known)).toBe(false);
    expect(isRegisteredRedirectUri('https://app.example:8443/cb', known)).toBe(false);
    expect(isRegisteredRedirectUri('https://app.example/cb?x=1', known)).toBe(false);
    expect(isRegisteredRedirectUri('https://app.example/cb', known)).toBe(true);
  });

  test('a person reads the host, or the name of the app', () => {
    expect(redirectTarget('https://claude.ai/cb')).toBe('claude.ai');
    expect(redirectTarget('cursor://x/y')).toBe('cursor');
  });
});
