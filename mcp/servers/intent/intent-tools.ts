import type { McpServer } from '@modelcontextprotocol/server';
import {
  IntentAnalysis,
  IntentInput,
  MappingCheck,
  MappingInput,
  Suggestions,
  SuggestionsInput,
} from '../../../contracts/intent.ts';
import { analyzeIntent } from '../../../domain/intent/analyze-intent.ts';
import { checkMapping } from '../../../domain/intent/intent-entities.ts';
import { suggestIntents } from '../../../domain/intent/suggest-intents.ts';
import type { Platform } from '../../platform.ts';
import { answer } from '../../tool-answer.ts';

const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** What a sentence means, in English and German: which tool, and with what. Nothing is called and nothing is kept. */
export const registerIntentTools = (server: McpServer, _platform: Platform): void => {
  server.registerTool(
    'analyze_intent',
    {
      title: 'Analyze intent',
      description:
        'Says which tool a message in English or German asks for, how sure that is, and what it names. Intent unknown: ask the person.',
      inputSchema: IntentInput,
      outputSchema: IntentAnalysis,
      annotations,
    },
    (input) => answer(() => Promise.resolve(analyzeIntent(input))),
  );
  server.registerTool(
    'validate_mapping',
    {
      title: 'Validate mapping',
      description: 'Says whether the tool of an intent can be called with these entities, and which are missing.',
      inputSchema: MappingInput,
      outputSchema: MappingCheck,
      annotations,
    },
    ({ intent, entities }) => answer(() => Promise.resolve(checkMapping(intent, entities))),
  );
  server.registerTool(
    'get_suggestions',
    {
      title: 'Get suggestions',
      description: 'Likely next phrasings, with their intents, for a message that is still being typed.',
      inputSchema: SuggestionsInput,
      outputSchema: Suggestions,
      annotations,
    },
    ({ message, locale, limit }) =>
      answer(() => Promise.resolve({ suggestions: suggestIntents(message, locale, limit) })),
  );
};
