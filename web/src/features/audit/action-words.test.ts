import { expect, test } from 'vitest';
import { translator } from '../../lib/i18n.ts';
import { actionName, actionWords } from './action-words.ts';

test('a known action is named in the language of the person, another as it was recorded', () => {
  expect(actionName('mcp_server.stop', translator(actionWords, 'de'))).toBe('Server gestoppt');
  expect(actionName('moon.land', translator(actionWords, 'en'))).toBe('moon.land');
});
