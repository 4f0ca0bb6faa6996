import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleRequests } from './sample-requests.ts';
import { catalogueCsv } from './write-catalogue.ts';

/** Writes `samples/catalogue.csv` and `samples/requests/*`; the same bytes at every run. `node samples/make-samples.ts`. */
const folder = import.meta.dirname;
await mkdir(join(folder, 'requests'), { recursive: true });
await writeFile(join(folder, 'catalogue.csv'), catalogueCsv());
for (const [name, content] of Object.entries(sampleRequests())) await writeFile(join(folder, 'requests', name), content);
