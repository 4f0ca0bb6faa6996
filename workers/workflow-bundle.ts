import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const root = join(import.meta.dirname, '..');
/** All that a bundle can hold: from elsewhere workflows take types alone (`.oxlintrc.json`). */
const sources = ['workflows', 'contracts', 'temporal', 'package-lock.json'];

/** Path of the bundled workflows. Bundling takes seconds, so it happens once per state of the sources. */
export const workflowBundle = async (
  cacheFolder = join(root, 'node_modules', '.cache', 'throughline'),
): Promise<{ codePath: string }> => {
  const codePath = join(cacheFolder, `workflows-${await sourcesHash()}.js`);
  if (await stat(codePath).catch(() => null)) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  await mkdir(dirname(codePath), { recursive: true });
  await writeFile(`${codePath}.${process.pid}`, code);
  await rename(`${codePath}.${process.pid}`, codePath);
  return { codePath };
};

const sourcesHash = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of await filesBelow(join(root, source))) hash.update(file).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
};

const filesBelow = async (path: string): Promise<string[]> => {
  if ((await stat(path)).isFile()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .toSorted()
    .map((name) => join(path, name));
};
