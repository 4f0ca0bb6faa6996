import { chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Docker, { type Container } from 'dockerode';
import { Failure, fail } from '../../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { installationLabel, ownerLabel, serverLabel } from '../labels.ts';
import type { InstallOptions, Runtime } from '../runtime.ts';
import { containerOptions } from './container-options.ts';
import { ignoreGone } from './ignore-gone.ts';
import { launchContainer } from './launched-container.ts';

const nobodyId = 65_534;

export interface ContainerRuntimeOptions {
  /** Socket of a Docker or Podman engine; null: there is none. */
  readonly socketPath: string | null;
  /** Names this agent among all that use the engine. */
  readonly owner: string;
  /** The engine, to whoever asks whether this runtime can be used. */
  readonly answerWithinMs?: number;
}

/** Holds servers as containers of a Docker or Podman engine, rootless ones included (spec rows C3, E1). */
export const createContainerRuntime = (options: ContainerRuntimeOptions): Runtime => {
  const { socketPath, owner, answerWithinMs = 3_000 } = options;
  const docker = socketPath === null ? null : new Docker({ socketPath });
  let swept: Promise<void> | undefined;

  const engine = async (): Promise<Docker> => {
    if (!docker) throw notAvailable('MCP_CONTAINER_SOCKET is not set');
    try {
      // What an agent before this one left behind; it can hold no connection to it any more.
      await (swept ??= removeAll(docker, { [ownerLabel]: owner }));
    } catch (cause) {
      swept = undefined;
      throw notAvailable('the container engine does not answer', cause);
    }
    return docker;
  };

  return {
    name: 'container',
    problem: async () => {
      try {
        const answer = engine().then((running) => running.ping());
        // Nobody who only asks waits for an engine that hangs.
        const late = delay(answerWithinMs, null, { ref: false });
        return (await Promise.race([answer, late])) === null ? 'the container engine does not answer in time' : null;
      } catch (error) {
        const reason = error instanceof Failure ? error.details['reason'] : null;
        return typeof reason === 'string' ? reason : 'the container engine does not answer';
      }
    },
    install: async (spec, folder, installing = {}) => {
      const id = await ensureImage(await engine(), spec, installing);
      await writeFile(imagePath(folder), id);
      return { version: id.replace(/^sha256:/, '').slice(0, 12) };
    },
    launch: async (spec, folder, dataFolder) => {
      const running = await engine();
      if (process.getuid?.() === 0) await chown(dataFolder, nobodyId, nobodyId);
      // A tag may have moved on; installations that were made before they knew theirs have the tag alone.
      const image = await readFile(imagePath(folder), 'utf8').catch(() => imageOf(spec));
      const wanted = containerOptions(spec, image, dataFolder, owner);
      const container = await inWords(spec, () => running.createContainer(wanted));
      return launchContainer({ container, socketPath: socketPath ?? '', spec, dataFolder });
    },
    // The image stays: other servers may use it, and it may have been there before.
    uninstall: async (spec) => {
      const labels = { [serverLabel]: spec.id, [installationLabel]: String(spec.installation) };
      if (docker) await removeAll(await engine(), labels);
    },
  };
};

const notAvailable = (reason: string, cause?: unknown): Failure =>
  fail('runtime_not_available', { runtime: 'container', reason }, { cause });

const imageOf = ({ source }: ServerSpec): string => {
  if (source.kind !== 'image') throw notAvailable('only images run in containers');
  return source.image;
};

const imagePath = (folder: string): string => join(folder, 'image');

/** The image's id; pulled when it is not there yet. */
const ensureImage = async (docker: Docker, spec: ServerSpec, { signal, onLog }: InstallOptions): Promise<string> => {
  const image = imageOf(spec);
  const known = await docker
    .getImage(image)
    .inspect()
    .catch(() => null);
  if (!known) {
    onLog?.(`pulling ${image}`);
    try {
      const pulling = await docker.pull(image, signal ? { abortSignal: signal } : {});
      await new Promise<void>((resolve, reject) => {
        docker.modem.followProgress(pulling, (error) => (error ? reject(error) : resolve()));
      });
    } catch (cause) {
      signal?.throwIfAborted();
      throw fail('image_not_found', { image }, { cause });
    }
  }
  const found =
    known ??
    (await docker
      .getImage(image)
      .inspect()
      .catch(() => null));
  if (!found) throw fail('image_not_found', { image });
  onLog?.(`image ${found.Id.slice(0, 19)}`);
  return found.Id;
};

const removeAll = async (docker: Docker, labels: Readonly<Record<string, string>>): Promise<void> => {
  const label = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const found = await docker.listContainers({ all: true, filters: { label } });
  await Promise.all(found.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true }).catch(ignoreGone)));
};

const inWords = async (spec: ServerSpec, create: () => Promise<Container>): Promise<Container> => {
  try {
    return await create();
  } catch (cause) {
    if (cause instanceof Error && 'statusCode' in cause && cause.statusCode === 404)
      throw fail('image_not_found', { image: imageOf(spec) }, { cause });
    throw fail('server_start_failed', { reason: 'the container could not be made' }, { cause });
  }
};
