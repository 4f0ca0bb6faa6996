import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { CatalogImport, catalogEndpoints, Product, ProductId } from '../../../contracts/catalog.ts';
import { CallError } from '../../../contracts/kernel/client.ts';
import { text } from '../../../contracts/kernel/scalars.ts';
import type { Platform } from '../../platform.ts';
import { sendFile } from '../../send-file.ts';
import { answer } from '../../tool-answer.ts';
import { waitUntil } from '../../wait-until.ts';

const maxContentChars = 1_000_000;
/** Base64 of as many bytes. */
const maxBase64Chars = Math.ceil(maxContentChars / 3) * 4;

/** Below the minute that clients usually wait for a tool. */
const applyWaitMs = 45_000;

const ListInput = catalogEndpoints.list.query.pick({ search: true, cursor: true, limit: true });

const version = z.number().int().describe('The version of the product you looked at; an older one is refused.');

const UpdateInput = z.strictObject({
  id: ProductId,
  version,
  changes: catalogEndpoints.update.body
    .omit({ version: true })
    .refine((changes) => Object.keys(changes).length > 0, 'must hold at least one field')
    .describe('The fields to change; the others stay. active: true brings a deleted product back.'),
});

const DeleteInput = z.strictObject({ id: ProductId, version });

const FileInput = z
  .strictObject({
    fileName: text(255).describe('Name of the price list, such as "prices.csv".'),
    content: z.string().min(1).max(maxContentChars).optional().describe('The CSV text, with a header row.'),
    contentBase64: z
      .base64()
      .min(1)
      .max(maxBase64Chars)
      .optional()
      .describe(
        'The bytes of the file in base64, instead of content: for Excel (.xlsx), PDF, and CSV that is not UTF-8.',
      ),
    apply: z.boolean().default(false).describe('false: only say what would happen. true: write the valid rows.'),
  })
  .refine(
    ({ content, contentBase64 }) => (content === undefined) !== (contentBase64 === undefined),
    'needs either content or contentBase64',
  );
type FileInput = z.output<typeof FileInput>;

const FileResult = z.strictObject({
  outcome: z.enum(['dry_run', 'nothing_to_apply', 'applied', 'still_applying']),
  message: z.string().describe('What happened and what to do next.'),
  dryRun: CatalogImport.describe('What applying would do; errors lists the first 200 problems by row of the file.'),
  result: CatalogImport.pick({ state: true, counts: true, errors: true })
    .nullable()
    .describe('How far applying is; null when nothing was applied.'),
});
type FileResult = z.output<typeof FileResult>;

/** The catalogue as tools: list, create, change and retire products, and take over a price list. */
export const registerCatalogTools = (server: McpServer, platform: Platform): void => {
  registerListAndCreate(server, platform);
  registerUpdateAndDelete(server, platform);
  registerCreateFromFile(server, platform);
};

const registerListAndCreate = (server: McpServer, { call }: Platform): void => {
  server.registerTool(
    'list_products',
    {
      title: 'List products',
      description:
        'Lists the products of the catalogue by SKU, a page at a time: pass nextCursor as cursor for the next page. ' +
        'With search (words, SKU, model number or GTIN) it answers with the best hits on one page. ' +
        'Deleted products are listed too, with active: false.',
      inputSchema: ListInput,
      outputSchema: catalogEndpoints.list.reply,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    (query, { mcpReq }) => answer(() => call(catalogEndpoints.list, { query, signal: mcpReq.signal })),
  );
  server.registerTool(
    'create_product',
    {
      title: 'Create a product',
      description:
        'Adds one product to the catalogue. The price is the net list price as a decimal text such as "12.50". ' +
        'A SKU that exists already is refused. For many products use create_from_file.',
      inputSchema: catalogEndpoints.create.body,
      outputSchema: Product,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
    },
    (body, { mcpReq }) => answer(() => call(catalogEndpoints.create, { body, signal: mcpReq.signal })),
  );
};

const registerUpdateAndDelete = (server: McpServer, { call }: Platform): void => {
  server.registerTool(
    'update_product',
    {
      title: 'Change a product',
      description:
        'Changes fields of a product. It is refused when somebody else changed the product since that version: ' +
        'list it again and decide anew.',
      inputSchema: UpdateInput,
      outputSchema: Product,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ id, version, changes }, { mcpReq: { signal } }) =>
      answer(() => call(catalogEndpoints.update, { params: { id }, body: { ...changes, version }, signal })),
  );
  server.registerTool(
    'delete_product',
    {
      title: 'Delete a product',
      description:
        'Takes a product out of use (active: false), so that new quotes no longer offer it. Nothing is erased: ' +
        'update_product with active: true brings it back. A product that is deleted already stays as it is.',
      inputSchema: DeleteInput,
      outputSchema: Product,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ id, version }, { mcpReq: { signal } }) =>
      answer(async () => {
        const params = { id };
        const product = await call(catalogEndpoints.get, { params, signal });
        if (!product.active) return product;
        return call(catalogEndpoints.update, { params, body: { active: false, version }, signal });
      }),
  );
};

const registerCreateFromFile = (server: McpServer, platform: Platform): void => {
  server.registerTool(
    'create_from_file',
    {
      title: 'Create products from a price list',
      description:
        'Uploads a price list (CSV, Excel or PDF) with a header row, guesses its columns and says what applying would do: rows to ' +
        'create, update and leave, and the problems of rows that are not valid. With apply: true it then creates and ' +
        'updates the products of the valid rows (matched by SKU) and waits until that is done. Look at a dry run first.',
      inputSchema: FileInput,
      outputSchema: FileResult,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
    },
    (input, { mcpReq }) => answer(() => createFromFile(platform, input, mcpReq.signal)),
  );
};

const createFromFile = async (platform: Platform, input: FileInput, signal: AbortSignal): Promise<FileResult> => {
  const dryRun = await startImport(platform, input, signal);
  const { rows, invalid } = dryRun.counts;
  const problems =
    invalid === 0 ? '' : ` ${invalid} of ${rows} rows are not valid and are left out: see dryRun.errors.`;
  if (rows - invalid === 0)
    return {
      outcome: 'nothing_to_apply',
      message:
        'No row of the file is a product: see dryRun.errors and dryRun.mapping. Correct the file and send it again.',
      dryRun,
      result: null,
    };
  if (!input.apply)
    return {
      outcome: 'dry_run',
      message: `Nothing was written.${problems} Send the same file with apply: true to write the valid rows.`,
      dryRun,
      result: null,
    };
  const { state, counts, errors } = await applyImport(platform, dryRun.id, signal);
  const result = { state, counts, errors };
  if (state === 'applied')
    return { outcome: 'applied', message: `The valid rows were written.${problems}`, dryRun, result };
  const message = `The platform is still writing and goes on by itself; do not send the file again.${problems}`;
  return { outcome: 'still_applying', message, dryRun, result };
};

/** Uploads the price list, which answers with its dry run. Throws `CallError`. */
const startImport = async (platform: Platform, input: FileInput, signal: AbortSignal): Promise<CatalogImport> => {
  const content = new Blob([input.content ?? Buffer.from(input.contentBase64 ?? '', 'base64')]);
  const { path } = catalogEndpoints.startImport;
  return CatalogImport.parse(await sendFile(platform, { path, fileName: input.fileName, content, signal }));
};

/** Applies and waits, though not for ever: the answer may still be `applying`. Throws `CallError`. */
const applyImport = async ({ call }: Platform, id: string, signal: AbortSignal): Promise<CatalogImport> => {
  const params = { id };
  const until = performance.now() + applyWaitMs;
  const isDone = ({ state }: CatalogImport) => state !== 'applying';
  const look = () => call(catalogEndpoints.getImport, { params, signal });
  const begun = await call(catalogEndpoints.applyImport, { params, signal });
  const current = isDone(begun) ? begun : await waitUntil({ look, isDone, until, signal });
  if (current.state === 'applying' || current.state === 'applied') return current;
  const { counts, state } = current;
  throw refusal(
    `import_${state}`,
    `The import ${id} ended as ${state} after ${counts.applied} of ${counts.rows - counts.invalid} rows.`,
    'Rows written so far stay. Send the file again: rows that are there already are left as they are.',
  );
};

const refusal = (code: string, message: string, recovery: string): CallError =>
  new CallError({ code, status: 0, message, details: {}, recovery, correlationId: null });
