import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { Translate } from '../../lib/i18n.ts';
import type { toolWords } from './tool-words.ts';

export const toolLooks: Readonly<Record<McpTool['state'], readonly [Tone, keyof typeof toolWords]>> = {
  approved: ['done', 'stateApproved'],
  held: ['needs', 'stateHeld'],
  quarantined: ['failed', 'stateQuarantined'],
};

/** The parts of a definition that a person compares. */
const compared = ['name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations'] as const;

/** What a tool says of itself now, under the keys of the protocol; what it leaves out is left out. */
export const currentDefinition = (tool: McpTool): Record<string, unknown> =>
  comparedParts({ ...tool, name: tool.originalName });

/** The parts of a raw definition that can be compared with the one of now. */
export const comparedParts = (definition: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    compared.flatMap((key) =>
      definition[key] === null || definition[key] === undefined ? [] : [[key, definition[key]] as const],
    ),
  );

/** Why nobody can call a tool, as a sentence: for a hostile one with what the gateway found. */
export const whyNotUsable = ({ state, reason, approvedHash }: McpTool, t: Translate<typeof toolWords>): string => {
  if (state === 'held') return t(approvedHash === null ? 'newText' : 'heldText');
  const found = reason === null ? '' : `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.$/, '')}. `;
  return found + t('quarantinedText');
};
