import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { Client, McpSubscription } from '@modelcontextprotocol/client';

export interface ModernNews {
  /** Hears of updates of a resource from now on, or no more. */
  watch(uri: string, wanted: boolean): Promise<void>;
  stop(): void;
}

const againMs = 5_000;

/**
 * News of a 2026-07-28 server come on a stream that a client asks for (`subscriptions/listen`), where older servers send them
 * unasked. Opened for the lists that it says may change, opened anew for other resources, and again after it was cut.
 */
export const listenToModern = (client: Client): ModernNews => {
  const uris = new Set<string>();
  let stream: McpSubscription | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  const reopen = async (): Promise<void> => {
    clearTimeout(timer);
    const before = stream;
    stream = null;
    const filter = filterOf(client, uris);
    if (!stopped && filter) {
      stream = await client.listen(filter);
      void watchEnd(stream);
    }
    await before?.close();
  };
  const watchEnd = async (opened: McpSubscription): Promise<void> => {
    const how = await opened.closed;
    if (stream === opened && how !== 'local') later();
  };
  /** The server had a stream before, so it is asked until it has one again. */
  const later = () => {
    if (stopped) return;
    timer = setTimeout(() => next().catch(later), againMs);
    timer.unref();
  };
  /** One after the other; news are a comfort, so a server that has no stream for them works without. */
  const next = (): Promise<void> => {
    turn = turn.then(reopen);
    const done = turn;
    turn = turn.catch(() => {});
    return done;
  };
  next().catch(() => {});
  return {
    watch: async (uri, wanted) => {
      if (wanted) uris.add(uri);
      else uris.delete(uri);
      await next();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

/** Null when there is nothing to hear of. */
const filterOf = (client: Client, uris: ReadonlySet<string>) => {
  const capabilities: Record<string, unknown> = { ...client.getServerCapabilities() };
  const changes = (name: string) => isObject(capabilities[name]) && capabilities[name]['listChanged'] === true;
  const filter = {
    ...(changes('tools') && { toolsListChanged: true }),
    ...(changes('prompts') && { promptsListChanged: true }),
    ...(changes('resources') && { resourcesListChanged: true }),
    ...(uris.size > 0 && { resourceSubscriptions: [...uris] }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
};
