import { expect, test } from 'vitest';
import { idBeforeEnd, readChildMessage } from './child-message.ts';

const read = (text: string) => readChildMessage(Buffer.from(text));
const blob = 'x'.repeat(70_000);

test('answers, questions and notifications are told apart; the rest is garbage', () => {
  expect(read('{"jsonrpc":"2.0","id":4,"result":{}}')).toMatchObject({ kind: 'answer', id: 4 });
  expect(read('{"id":4,"error":{"code":1,"message":"no"}}')).toMatchObject({ kind: 'answer', id: 4 });
  expect(read('{"id":"a","method":"ping"}')).toEqual({ kind: 'question', id: 'a', method: 'ping', params: {} });
  expect(read('{"method":"m","params":{"a":1}}')).toEqual({ kind: 'notice', method: 'm', params: { a: 1 } });
  for (const text of [
    'hello',
    '[]',
    'null',
    '{}',
    '{"id":1}',
    '{"id":"1","result":{}}',
    '{"id":1,"result":4}',
    '{"id":{},"method":"m"}',
  ])
    expect(read(text)).toEqual({ kind: 'garbage' });
});

test('the id of a long answer is found at its start and at its end without parsing it', () => {
  const long = { kind: 'answer', parsed: null };
  expect(read(`{"jsonrpc":"2.0","id":12,"result":{"a":"${blob}"}}`)).toEqual({ ...long, id: 12 });
  expect(read(`{ "id": 12, "jsonrpc": "2.0", "result": {"a":"${blob}"}}`)).toEqual({ ...long, id: 12 });
  expect(read(`{"result":{"a":"${blob}"},"jsonrpc":"2.0","id":13}`)).toEqual({ ...long, id: 13 });
  expect(read(`{"jsonrpc":"2.0","result":{"a":"${blob}"},"id":13}`)).toEqual({ ...long, id: 13 });
});

test('an id inside of a result, or of a question, does not pose as the id of an answer', () => {
  expect(read(`{"result":{"a":"${blob}","b":{"jsonrpc":"2.0","id":5}},"x":1,"id":6}`)).toMatchObject({ id: 6 });
  expect(read(`{"jsonrpc":"2.0","id":7,"method":"ping","params":{"a":"${blob}"}}`)).toMatchObject({ kind: 'question' });
  expect(idBeforeEnd(Buffer.from('text "},\\"id\\":9}"}}'))).toBeNull();
});
