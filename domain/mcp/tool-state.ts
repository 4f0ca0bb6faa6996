import { definitionHash } from './definition-hash.ts';
import { examineTool } from './examine-tool.ts';
import type { ToolRule } from './mcp-server-store.ts';
import type { JsonObject } from './upstream.ts';

/** A raw tool definition with what is known of it whatever an admin decided. */
export interface ExaminedTool {
  readonly definition: JsonObject;
  readonly name: string;
  readonly hash: string;
  /** Why it looks hostile; null when it does not. */
  readonly problem: string | null;
}

export const examineTools = async (definitions: readonly JsonObject[]): Promise<ExaminedTool[]> => {
  const seen = new Set<string>();
  const examined: ExaminedTool[] = [];
  for (const definition of definitions) {
    const { name } = definition;
    const known = typeof name === 'string' ? name : '';
    const problem = examineTool(definition) ?? (seen.has(known) ? 'the server has two tools of this name' : null);
    seen.add(known);
    // A definition beyond the limits is not hashed either: it cannot be approved.
    examined.push({
      definition,
      name: known,
      hash: problem === null ? await definitionHash(definition) : noHash,
      problem,
    });
  }
  return examined;
};

const noHash = '0'.repeat(64);

/**
 * Whether a tool may be called. `quarantined` stays so whatever was approved. A tool is `held` when its definition is not the
 * approved one, or when it came after others of its server were approved: the first list of a server is taken as
 * approved with its deployment, anything later is news that a person looks at (docs/decisions/0005).
 */
export const toolState = (
  { name, hash, problem }: ExaminedTool,
  rules: Readonly<Record<string, ToolRule>>,
): { state: 'approved' | 'held' | 'quarantined'; reason: string | null } => {
  if (problem !== null) return { state: 'quarantined', reason: problem };
  const approved = ruleOf(rules, name)?.approvedHash ?? null;
  if (approved === hash) return { state: 'approved', reason: null };
  if (approved !== null) return { state: 'held', reason: 'its definition changed since it was approved' };
  return hasApprovals(rules)
    ? { state: 'held', reason: 'the server added it after its tools were approved' }
    : { state: 'approved', reason: null };
};

/** Approves the first tools of a server: all but hostile ones. Later ones are for a person. */
export const approveFirst = (
  tools: readonly ExaminedTool[],
  rules: Readonly<Record<string, ToolRule>>,
): Record<string, ToolRule> => {
  const approved: Record<string, ToolRule> = { ...rules };
  if (hasApprovals(rules)) return approved;
  for (const { name, hash, problem, definition } of tools)
    if (problem === null)
      approved[name] = {
        hidden: false,
        rename: null,
        ...ruleOf(rules, name),
        approvedHash: hash,
        approvedDefinition: definition,
      };
  return approved;
};

/** Own members only: a tool may be called `constructor`. */
export const ruleOf = (rules: Readonly<Record<string, ToolRule>>, name: string): ToolRule | undefined =>
  Object.hasOwn(rules, name) ? rules[name] : undefined;

const hasApprovals = (rules: Readonly<Record<string, ToolRule>>): boolean =>
  Object.values(rules).some(({ approvedHash }) => approvedHash !== null);
