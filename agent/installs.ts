import { fail } from '../contracts/kernel/fail.ts';
import type { ServerSpec } from '../domain/mcp/deployment-agent.ts';
import type { InstallOptions, Runtime } from '../infra/runtimes/runtime.ts';
import type { ServerFiles } from './server-files.ts';

interface Install {
  readonly id: string;
  readonly installation: number;
  readonly done: Promise<{ version: string }>;
  readonly abort: AbortController;
}

/** Installations that are being made: each once at a time, whole or not at all. */
export class Installs {
  readonly #running = new Map<string, Install>();

  install(
    spec: ServerSpec,
    files: ServerFiles,
    runtime: Runtime,
    options: InstallOptions,
  ): Promise<{ version: string }> {
    const key = `${spec.id}/${spec.installation}`;
    const running = this.#running.get(key);
    if (running !== undefined) return running.done;
    const abort = new AbortController();
    const signal = options.signal === undefined ? abort.signal : AbortSignal.any([options.signal, abort.signal]);
    const done = install(spec, files, runtime, { ...options, signal }).finally(() => this.#running.delete(key));
    this.#running.set(key, { id: spec.id, installation: spec.installation, done, abort });
    return done;
  }

  /** Gives up one installation, all of a server, or all. Resolves when nothing of them is left. */
  async end(id?: string, installation?: number): Promise<void> {
    for (const each of this.#running.values()) {
      if (id !== undefined && each.id !== id) continue;
      if (installation !== undefined && each.installation !== installation) continue;
      each.abort.abort();
      await each.done.catch(() => undefined);
    }
  }
}

const install = async (
  spec: ServerSpec,
  files: ServerFiles,
  runtime: Runtime,
  options: InstallOptions,
): Promise<{ version: string }> => {
  const known = await files.read(spec.installation);
  if (known !== null) {
    // The same installation with other secrets or limits.
    await files.finish({ spec, version: known.version });
    return { version: known.version };
  }
  const problem = await runtime.problem();
  if (problem !== null) throw fail('runtime_not_available', { runtime: spec.runtime, reason: problem });
  const folder = await files.begin(spec);
  try {
    const { version } = await runtime.install(spec, folder, options);
    options.signal?.throwIfAborted();
    await files.finish({ spec, version });
    return { version };
  } catch (error) {
    await runtime.uninstall(spec, folder);
    await files.removeInstallation(spec.installation);
    throw error;
  }
};
