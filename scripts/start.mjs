// `npm start` on a bare clone: installs what is missing, then hands over to the project's own Node.
import { ensureInstalled, runOnProjectNode } from './prepare.mjs';

await ensureInstalled();
process.exit(await runOnProjectNode(['scripts/start.ts']));
