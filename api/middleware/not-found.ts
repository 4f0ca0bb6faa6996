import type { RequestHandler } from 'express';
import type { AnyEndpoint } from '../../contracts/kernel/endpoint.ts';
import { fail } from '../../contracts/kernel/fail.ts';

/**
 * The end of the line: `method_not_allowed` with `Allow` where the address exists for another method, else
 * `not_found`. Takes every endpoint that is served.
 */
export const notFoundHandler = (endpoints: readonly Pick<AnyEndpoint, 'method' | 'path'>[]): RequestHandler => {
  const addresses = endpoints.map(({ method, path }) => ({ method: method.toUpperCase(), pattern: patternOf(path) }));
  return ({ path }, response) => {
    const methods = addresses.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (methods.length === 0) throw fail('not_found');
    const allowed = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
    response.setHeader('Allow', allowed.join(', '));
    throw fail('method_not_allowed', { allowed });
  };
};

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`);
