import type { McpTask } from '../../../../contracts/mcp-calls.ts';
import { FormQuestion } from './form-question.tsx';
import { JsonQuestion } from './json-question.tsx';
import { isJson } from './schema-form.ts';
import { UrlQuestion } from './url-question.tsx';

export interface QuestionProps {
  request: McpTask['inputRequests'][string];
  busy: boolean;
  onAnswer: (response: Record<string, unknown>) => void;
}

/** One question of a tool: a form from its schema, an address to open, or something that is answered as JSON. */
export const Question = (props: QuestionProps) => {
  const { method, params } = props.request;
  const schema = params['requestedSchema'];
  const url = params['url'];
  if (method !== 'elicitation/create') return <JsonQuestion {...props} />;
  if (typeof url === 'string') return <UrlQuestion {...props} url={url} />;
  return isJson(schema) ? <FormQuestion {...props} schema={schema} /> : <JsonQuestion {...props} />;
};
