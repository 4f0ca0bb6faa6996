import { stripVTControlCharacters } from 'node:util';

/**
 * A line of an installer as people may read it: without addresses of registries and without anything that looks like a
 * token. Where packages come from is the machine's business.
 */
export const scrubLine = (line: string): string =>
  stripVTControlCharacters(line)
    .replaceAll(/(?:\b[a-z][a-z0-9+.-]*:)?\/\/[\w@:.-]+\S*/gi, '(address)')
    .replace(/^(Looking in \w+): .*/, '$1 of this machine')
    .replaceAll(/(host=)'[^']*'/g, "$1'(address)'")
    .replaceAll(/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH)(\s+)\S+/g, '$1$2(address)')
    .replaceAll(/((?:auth|token|password|secret)\w*["']?\s*[=:]\s*)\S+/gi, '$1(hidden)')
    .slice(0, 500);
