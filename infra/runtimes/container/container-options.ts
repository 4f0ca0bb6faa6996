import type { ContainerCreateOptions } from 'dockerode';
import { httpEndpointOf } from '../../../contracts/mcp-server-source.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { installationLabel, ownerLabel, serverLabel } from '../labels.ts';

const bytesPerMb = 1_048_576;
const cpuPeriodUs = 20_000;
/** "nobody" on every Linux. */
const nobody = '65534:65534';

/**
 * What a container may do: read its image, write its data folder and a small /tmp, use so much memory, CPU, processes
 * and files; no capability, no new privileges, no network unless granted (spec row C3; threat table 2.3).
 */
export const containerOptions = (
  spec: ServerSpec,
  image: string,
  dataFolder: string,
  owner: string,
): ContainerCreateOptions => {
  const { source, limits, grants, environment } = spec;
  if (source.kind !== 'image') throw new Error('only images run in containers');
  const { memoryMb, cpuPercent, processes, openFiles, diskMb } = limits;
  const hasStdin = httpEndpointOf(source) === null;
  const sameBoth = (Name: string, most: number) => ({ Name, Soft: most, Hard: most });
  return {
    Image: image,
    ...(source.args.length > 0 && { Cmd: source.args }),
    Env: Object.entries({ HOME: '/data', ...environment }).map(([name, value]) => `${name}=${value}`),
    Labels: { [ownerLabel]: owner, [serverLabel]: spec.id, [installationLabel]: String(spec.installation) },
    User: process.getuid?.() === 0 ? nobody : `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`,
    WorkingDir: '/data',
    OpenStdin: hasStdin,
    StdinOnce: hasStdin,
    AttachStdin: hasStdin,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    NetworkDisabled: !grants.network,
    HostConfig: {
      NetworkMode: grants.network ? 'bridge' : 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Privileged: false,
      Memory: memoryMb * bytesPerMb,
      // As much as memory: none of it may be swapped.
      MemorySwap: memoryMb * bytesPerMb,
      // Less than the platform has, in short periods: see control-group-files.ts.
      CpuShares: 512,
      CpuPeriod: cpuPeriodUs,
      CpuQuota: (cpuPeriodUs * cpuPercent) / 100,
      PidsLimit: processes,
      Ulimits: [
        sameBoth('nofile', openFiles),
        sameBoth('nproc', processes),
        sameBoth('fsize', diskMb * bytesPerMb),
        sameBoth('core', 0),
      ],
      Tmpfs: { '/tmp': `rw,noexec,nosuid,nodev,size=${Math.min(diskMb, 64)}m` },
      Binds: [`${dataFolder}:/data:rw`],
      RestartPolicy: { Name: 'no' },
      LogConfig: { Type: 'none', Config: {} },
    },
  };
};
