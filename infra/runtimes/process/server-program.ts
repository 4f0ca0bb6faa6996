import { join, relative } from 'node:path';
import { realpath } from 'node:fs/promises';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { npmProgramOf } from '../packages/npm-package.ts';
import { pypiEntryPointOf, type PypiPackage } from '../packages/pypi-package.ts';
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
    case 'pypi':
      return [join(view.app, 'venv', 'bin', 'python'), '-c', await pythonStart(source, folder), ...source.args];
    case 'local':
      return [source.program === 'node' ? view.node : needPython(view.python).program, ...source.args];
    case 'image':
      throw fail('runtime_not_available', { runtime: 'process', reason: 'containers run images' });
  }
};

/** The installed scripts name the folder they were made in; the sandbox shows it under another name. */
const pythonStart = async (source: PypiPackage, folder: string): Promise<string> => {
  const { module, function: callable } = await pypiEntryPointOf(source, folder);
  const [attribute = callable] = callable.split('.');
  return `import sys; from ${module} import ${attribute}; sys.argv[0] = '${module}'; sys.exit(${callable}())`;
};

export const needPython = (python: Python | null): Python => {
  if (python === null)
    throw fail('runtime_not_available', { runtime: 'Python program', reason: 'there is no python3 on this machine' });
  return python;
};
