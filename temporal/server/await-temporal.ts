import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

const ATTEMPT_TIMEOUT_MS = 2_000;
const RETRY_MS = 100;
const NAMESPACE = 'default';

/** The server's name of a type in its arguments, and its number in `temporal.api.enums.v1.IndexedValueType`. */
export const searchAttributeTypes = {
  TEXT: { argument: 'Text', number: 1 },
  KEYWORD: { argument: 'Keyword', number: 2 },
  INT: { argument: 'Int', number: 3 },
  DOUBLE: { argument: 'Double', number: 4 },
  BOOL: { argument: 'Bool', number: 5 },
  DATETIME: { argument: 'Datetime', number: 6 },
  KEYWORD_LIST: { argument: 'KeywordList', number: 7 },
} as const;

/** Name → type of the values that workflows can be searched by. */
export type SearchAttributes = Readonly<Record<string, keyof typeof searchAttributeTypes>>;

export type AwaitTemporalOptions = {
  address: string;
  timeoutMs: number;
  searchAttributes: SearchAttributes;
  /** True stops the wait early: the server process is gone. */
  hasEnded: () => boolean;
};

/** Resolves once the server answers for the namespace and knows every search attribute; throws the last problem after the time-out. */
export async function awaitTemporal(options: AwaitTemporalOptions): Promise<void> {
  const deadline = performance.now() + options.timeoutMs;
  for (;;) {
    const problem = await attempt(options).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (problem === undefined) return;
    if (options.hasEnded()) throw new Error('the server process ended');
    if (performance.now() > deadline) throw problem;
    await delay(RETRY_MS);
  }
}

async function attempt({ address, searchAttributes }: AwaitTemporalOptions): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: ATTEMPT_TIMEOUT_MS });
  try {
    await connection.withDeadline(Date.now() + ATTEMPT_TIMEOUT_MS, async () => {
      await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
      await ensureSearchAttributes(connection, searchAttributes);
    });
  } finally {
    await connection.close();
  }
}

/** Our own server gets its attributes as arguments; one that belongs to somebody else learns them here. */
async function ensureSearchAttributes(connection: Connection, wanted: SearchAttributes): Promise<void> {
  if (Object.keys(wanted).length === 0) return;
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: NAMESPACE });
  const missing = Object.entries(wanted).filter(([name]) => customAttributes[name] === undefined);
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace: NAMESPACE,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, searchAttributeTypes[type].number])),
  });
}
