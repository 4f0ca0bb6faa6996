import type { McpServerSource } from '../../../../contracts/mcp-server-source.ts';

/** Where a server comes from, in one line: `npm @scope/files 1.2.3`. */
export const sourceText = (source: McpServerSource): string => {
  switch (source.kind) {
    case 'builtin':
      return `Throughline ${source.name}`;
    case 'npm':
      return `npm ${source.package}${source.version === null ? '' : ` ${source.version}`}`;
    case 'pypi':
      return `PyPI ${source.package}${source.version === null ? '' : ` ${source.version}`}`;
    case 'local':
      return `${source.program} ${source.folder}`;
    case 'image':
      return source.image;
    case 'url':
      return source.url;
  }
};
