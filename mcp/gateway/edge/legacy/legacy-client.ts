import { isObject } from '../../../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';

/** Newest first. */
export const legacyVersions: readonly string[] = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];

/** What the client said of itself in `initialize`. */
export interface LegacyClient {
  /** The one both speak: the client's, or our newest when we do not know that. */
  readonly protocolVersion: string;
  readonly capabilities: JsonObject;
  /** Name and version. */
  readonly name: string | null;
}

/** Reads `initialize`; null when a required part is missing. */
export const readClient = ({ protocolVersion, capabilities, clientInfo }: JsonObject): LegacyClient | null => {
  if (typeof protocolVersion !== 'string' || !isObject(capabilities)) return null;
  const agreed = legacyVersions.find((version) => version === protocolVersion) ?? '2025-11-25';
  const name = isObject(clientInfo) ? `${String(clientInfo['name'])} ${String(clientInfo['version'])}` : null;
  return { protocolVersion: agreed, capabilities, name: name?.slice(0, 200) ?? null };
};
