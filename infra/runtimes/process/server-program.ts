import { join, relative } from 'node:path';
import { realpath } from 'node:fs/promises';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { npmProgramOf } from '../packages/npm-package.ts';
import type { Python } from './host-files.ts';

/** Where a server finds things: inside the sandbox, or on this machine when there is none. */
export interface ProgramView {
  readonly app: string;
  readonly data: string;
  readonly node: string;
  readonly python: Python | null;
}

/** The command that runs an installation. Fails with `package_not_runnable` or `runtime_not_available`. */
export const serverCommand = async (spec: ServerSpec, folder: string, view: ProgramView): Promise<string[]> => {
  const { source } = spec;
  const inApp = async (path: string) => join(view.app, relative(await realpath(folder), path));
  switch (source.kind) {
    case 'npm':
      return [view.node, await inApp(await npmProgramOf(source, folder)), ...source.args];
    case 'local':
      return [source.program === 'node' ? view.node : pythonOf(view), ...source.args];
    case 'pypi':
    case 'image':
      throw fail('runtime_not_available', { runtime: 'process', reason: 'containers run images' });
  }
};

const pythonOf = ({ python }: ProgramView): string => {
  if (python === null)
    throw fail('runtime_not_available', { runtime: 'Python program', reason: 'there is no python3 on this machine' });
  return python.program;
};
