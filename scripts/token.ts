import { parseArgs } from 'node:util';
import { Role } from '../contracts/access.ts';
import { exitCodes, runTool } from './cli/exit-codes.ts';
import { openLocalPlatform } from './cli/open-local-platform.ts';
import { UsageError } from './cli/usage-error.ts';

const usage = `Prints a bearer token for the platform on this machine; it is good for 15 minutes.

  npm run token -- --role sales|admin|operator [--workspace NAME]

Exit codes: 0 printed, 2 wrong usage, 5 platform not reachable, 1 anything else.`;

await runTool(async () => {
  const { values } = parseArgs({
    options: { role: { type: 'string' }, workspace: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(usage);
    return exitCodes.ready;
  }
  const role = Role.safeParse(values.role);
  if (!role.success) throw new UsageError(usage);
  await using platform = await openLocalPlatform((line) => console.error(line));
  const { token } = await platform.token(await platform.workspaceId(values.workspace), role.data);
  console.log(token);
  return exitCodes.ready;
});
