import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { customerEndpoints } from '../../contracts/customers.ts';
import { sampleCustomers } from '../../samples/sample-customers.ts';
import type { Report } from '../../infra/ground/report.ts';
import { awaitQuote } from '../cli/await-quote.ts';
import { importCatalogue } from '../cli/import-catalogue.ts';
import { connectTo, type Connection, type LocalPlatform } from '../cli/local-platform.ts';
import { uploadDocument } from '../cli/upload-document.ts';
import type { Platform } from './start-platform.ts';
import { sampleWorkspaceName } from './sample-workspace.ts';

const samples = resolve(import.meta.dirname, '../../samples');
const sampleRequest = join(samples, 'requests/harrow-finch.pdf');
const markerFile = 'first-start-done';
const quoteTimeoutMs = 120_000;

/**
 * Gives a new platform a workspace with the sample catalogue, customers and a first quote, all through the REST API,
 * and prints where to sign in. A start that was interrupted half-way is taken up by the next one: every step finds
 * what an earlier one made. Platforms with other workspaces are left alone.
 */
export const firstStart = async (
  platform: Pick<Platform, 'url' | 'dataDir' | 'mongoUri'>,
  report: Report,
): Promise<void> => {
  await using local = await connectTo(platform);
  const marker = join(platform.dataDir, markerFile);
  if (!(await exists(marker))) {
    try {
      if (await local.hasOnlyWorkspace(sampleWorkspaceName)) await fillSampleWorkspace(local, report);
      await writeFile(marker, '');
    } catch (error) {
      // The platform is of use without its sample.
      report(
        `Sample: not finished (${error instanceof Error ? error.message : String(error)}); the next start goes on with it`,
      );
    }
  }
  if (await local.hasWorkspace(sampleWorkspaceName)) await reportSignIn(local, report);
};

const fillSampleWorkspace = async (local: LocalPlatform, report: Report): Promise<void> => {
  const { id } = await local.identity.workspaces.ensureWorkspace(sampleWorkspaceName);
  const connection = local.connect(id, 'admin');
  const { counts } = await importCatalogue(connection, join(samples, 'catalogue.csv'), () => undefined);
  report(`Sample catalogue: ${counts.applied} products of an invented shop`);
  await createCustomers(connection);
  const { documentId } = await uploadDocument(connection, sampleRequest);
  const { quote } = await awaitQuote(connection, documentId, () => undefined, quoteTimeoutMs);
  if (quote)
    report(
      `Sample request: quote ${quote.number}, ${quote.matchedCount} of ${quote.lineCount} lines matched, total ${quote.total ?? '–'} ${quote.currency}`,
    );
  else report('Sample request: it did not become a quote; see the list of requests');
};

const createCustomers = async ({ call }: Connection): Promise<void> => {
  for (const customer of sampleCustomers) {
    const { items } = await call(customerEndpoints.list, { query: { search: customer.name } });
    if (items.some(({ name }) => name === customer.name)) continue;
    await call(customerEndpoints.create, { body: customer });
  }
};

const reportSignIn = async ({ identity, url }: LocalPlatform, report: Report): Promise<void> => {
  const link = await identity.links.firstAdmin(sampleWorkspaceName);
  if (!link) return;
  report(`First sign-in (once, within 24 hours): ${url}/welcome/${link.token}`);
};

const exists = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );
