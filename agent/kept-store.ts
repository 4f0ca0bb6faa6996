import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AgentFailure } from '../contracts/agent.ts';
import type { Sealer } from '../infra/crypto/sealed-bytes.ts';
import { systemErrorCode } from '../infra/ground/system-error-code.ts';

/** How a kept request ended: the server's own line, or a failure. */
export type KeptOutcome = { readonly line: Buffer } | { readonly failure: AgentFailure };

/** What is on disk of a kept request: begun, but nobody knows how it ended; or its outcome. */
export type KeptRecord = 'begun' | KeptOutcome;

const maxAgeMs = 30 * 24 * 3_600_000;
const [begunMark, lineMark, failureMark] = ['B', 'L', 'F'];

/** Outcomes of kept requests on disk, sealed; a record is there in whole, also after a power cut, or not at all. */
export class KeptStore {
  readonly #folder: string;
  readonly #sealer: Sealer;

  constructor(folder: string, sealer: Sealer) {
    this.#folder = folder;
    this.#sealer = sealer;
  }

  async read(key: string): Promise<KeptRecord | null> {
    const sealed = await readFile(this.#path(key)).catch((error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') return null;
      // Not "nothing is kept": the call would be made a second time.
      throw error;
    });
    if (sealed === null) return null;
    const bytes = this.#sealer.open(sealed);
    const [mark, body] = [bytes.toString('latin1', 0, 1), bytes.subarray(1)];
    if (mark === begunMark) return 'begun';
    return mark === lineMark ? { line: body } : { failure: AgentFailure.parse(JSON.parse(body.toString('utf8'))) };
  }

  async write(key: string, record: KeptRecord): Promise<void> {
    const body =
      record === 'begun' ? [begunMark] : 'line' in record ? [lineMark, record.line] : failureParts(record.failure);
    const path = this.#path(key);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const draft = `${path}.draft`;
    await writeFile(draft, this.#sealer.seal(Buffer.concat(body.map((part) => Buffer.from(part)))), {
      mode: 0o600,
      flush: true,
    });
    await rename(draft, path);
    const folder = await open(this.#folder);
    await folder.sync().finally(() => folder.close());
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  /** Nobody comes for a result after so long. */
  async removeOld(now: Date): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const path = join(this.#folder, name);
      const { mtimeMs } = await stat(path);
      if (mtimeMs < now.getTime() - maxAgeMs) await rm(path, { force: true });
    }
  }

  #path(key: string): string {
    return join(this.#folder, createHash('sha256').update(key).digest('hex'));
  }
}

const failureParts = (failure: AgentFailure): string[] => [failureMark, JSON.stringify(failure)];
