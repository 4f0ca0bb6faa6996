import { expect, it } from 'vitest';
import { translator } from '../../lib/i18n.ts';
import { operationWords } from './operation-words.ts';
import { plainName } from './names.ts';

it('names known steps in the language of the person', () => {
  expect(plainName('renderQuotePdf', translator(operationWords, 'en'))).toBe('Make the PDF');
  expect(plainName('renderQuotePdf', translator(operationWords, 'de'))).toBe('PDF erstellen');
});

it('names every step and kind of job of the MCP platform', () => {
  const t = translator(operationWords, 'en');
  const names = ['deployMcpServer', 'removeMcpServer', 'testConnection', 'syncServerStatus', 'callTool', 'shakeHands'];
  expect(names.map((name) => plainName(name, t))).toEqual([
    'Deploy an MCP server',
    'Remove an MCP server',
    'Test a connection',
    'Look after the MCP servers',
    'Run a tool as task',
    'Shake hands over MCP',
  ]);
});

it('takes unknown names apart into words', () => {
  expect(plainName('pollSupplierPrices', translator(operationWords, 'en'))).toBe('Poll supplier prices');
  expect(plainName('send_reminder', translator(operationWords, 'en'))).toBe('Send reminder');
});
