import multer from 'multer';
import { expect, test } from 'vitest';
import { fail } from '../../contracts/kernel/fail.ts';
import { toFailure } from './to-failure.ts';

const named = (name: string) => Object.assign(new Error('x'), { name });
const withStatus = (status: number, more = {}) => Object.assign(new Error('x'), { status, ...more });

test.for([
  ['a failure of ours', fail('quote_not_found'), 'quote_not_found'],
  ['a file over the limit', new multer.MulterError('LIMIT_FILE_SIZE', 'file'), 'file_too_large'],
  ['a file in another field', new multer.MulterError('LIMIT_UNEXPECTED_FILE', 'other'), 'validation_error'],
  ['a form that ends early', new Error('Unexpected end of form'), 'upload_incomplete'],
  ['a form without a boundary', new Error('Multipart: Boundary not found'), 'validation_error'],
  ['a database that is away', named('MongoServerSelectionError'), 'service_unavailable'],
  ['a database that goes away', named('MongoNetworkTimeoutError'), 'service_unavailable'],
  ['a broken path', withStatus(400), 'validation_error'],
  ['a body over the limit', withStatus(413, { limit: 10 }), 'payload_too_large'],
] as const)('%s becomes its row of the table', ([, error, code]) => {
  expect(toFailure(error)?.code).toBe(code);
});

test('the limit is named where there is one', () => {
  expect(toFailure(new multer.MulterError('LIMIT_FILE_SIZE'), 10_000_000)?.details).toEqual({ maxBytes: 10_000_000 });
});

test('what nobody foresaw stays unknown, also when it claims to be a server error', () => {
  for (const error of [new Error('x'), new TypeError('x'), withStatus(502), 'text', null, undefined])
    expect(toFailure(error)).toBeNull();
});
