import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AgentServerSpec, Installation } from '../contracts/agent.ts';
import type { ServerSpec } from '../domain/mcp/deployment-agent.ts';
import type { Sealer } from '../infra/crypto/sealed-bytes.ts';
import { systemErrorCode } from '../infra/ground/system-error-code.ts';
import { removeTree } from './remove-tree.ts';

const Desired = z.strictObject({ started: Installation.nullable() });
const KeptSpec = z.strictObject({ spec: AgentServerSpec, version: z.string() });

export interface Installed {
  readonly spec: ServerSpec;
  readonly version: string;
}

/**
 * A server's folder: `<n>.spec` (sealed: it holds secrets) and `<n>/` per installation, `<n>.making` while one is made,
 * `data/`, `kept/`, and `desired.json` with the installation that is to run.
 */
export class ServerFiles {
  readonly id: string;
  readonly folder: string;
  readonly #sealer: Sealer;

  constructor(id: string, folder: string, sealer: Sealer) {
    this.id = id;
    this.folder = folder;
    this.#sealer = sealer;
  }

  get dataFolder(): string {
    return join(this.folder, 'data');
  }

  get keptFolder(): string {
    return join(this.folder, 'kept');
  }

  installationFolder(installation: number): string {
    return join(this.folder, String(installation));
  }

  async read(installation: number): Promise<Installed | null> {
    const sealed = await readFile(this.#specPath(installation)).catch(ifMissing(null));
    if (sealed === null) return null;
    return KeptSpec.parse(JSON.parse(this.#sealer.open(sealed).toString('utf8')));
  }

  /** An empty folder for an installation, marked as unfinished, with the spec that takes it back. */
  async begin(spec: ServerSpec): Promise<string> {
    await mkdir(this.dataFolder, { recursive: true, mode: 0o700 });
    await this.#writeSealed(this.#makingPath(spec.installation), { spec, version: '' });
    const folder = this.installationFolder(spec.installation);
    await removeTree(folder);
    // The sandbox has a user of its own that reads it; the folders above keep everybody else out.
    await mkdir(folder, { mode: 0o755 });
    return folder;
  }

  async finish(installed: Installed): Promise<void> {
    await this.#writeSealed(this.#specPath(installed.spec.installation), installed);
    await rm(this.#makingPath(installed.spec.installation), { force: true });
  }

  async removeInstallation(installation: number): Promise<void> {
    await rm(this.#specPath(installation), { force: true });
    await removeTree(this.installationFolder(installation));
    await rm(this.#makingPath(installation), { force: true });
  }

  async removeAll(): Promise<void> {
    await removeTree(this.folder);
  }

  async installations(): Promise<number[]> {
    return this.#numbersBefore('.spec');
  }

  /** No installation is there, nor in the making. */
  async isEmpty(): Promise<boolean> {
    return (await this.#numbersBefore('.spec')).length + (await this.#numbersBefore('.making')).length === 0;
  }

  /** Installations that an agent did not finish, with what is known of them. */
  async unfinished(): Promise<{ installation: number; spec: ServerSpec | null }[]> {
    const found = [];
    for (const installation of await this.#numbersBefore('.making')) {
      const sealed = await readFile(this.#makingPath(installation)).catch(() => null);
      found.push({ installation, spec: sealed === null ? null : this.#openSpec(sealed) });
    }
    return found;
  }

  async desired(): Promise<number | null> {
    try {
      return Desired.parse(JSON.parse(await readFile(join(this.folder, 'desired.json'), 'utf8'))).started;
    } catch {
      return null;
    }
  }

  async setDesired(started: number | null): Promise<void> {
    await replaceFile(join(this.folder, 'desired.json'), Buffer.from(JSON.stringify({ started })));
  }

  #openSpec(sealed: Buffer): ServerSpec | null {
    try {
      return KeptSpec.parse(JSON.parse(this.#sealer.open(sealed).toString('utf8'))).spec;
    } catch {
      return null;
    }
  }

  async #numbersBefore(ending: string): Promise<number[]> {
    const names = await readdir(this.folder).catch(ifMissing([]));
    return names
      .filter((name) => name.endsWith(ending) && /^\d+\./.test(name))
      .map((name) => Number.parseInt(name, 10))
      .toSorted((one, other) => one - other);
  }

  #specPath(installation: number): string {
    return join(this.folder, `${installation}.spec`);
  }

  #makingPath(installation: number): string {
    return join(this.folder, `${installation}.making`);
  }

  #writeSealed(path: string, value: unknown): Promise<void> {
    return replaceFile(path, this.#sealer.seal(Buffer.from(JSON.stringify(value))));
  }
}

/** What cannot be read is not taken for what is not there: that would be removed, or installed anew. */
const ifMissing =
  <Nothing>(nothing: Nothing) =>
  (error: unknown): Nothing => {
    if (systemErrorCode(error) === 'ENOENT') return nothing;
    throw error;
  };

const replaceFile = async (path: string, bytes: Buffer): Promise<void> => {
  await writeFile(`${path}.draft`, bytes, { mode: 0o600, flush: true });
  await rename(`${path}.draft`, path);
};
