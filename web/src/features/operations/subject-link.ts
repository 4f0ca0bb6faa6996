import type { WorkflowSummary } from '../../../../contracts/operations.ts';
import type { operationWords } from './operation-words.ts';

type Subject = NonNullable<WorkflowSummary['subject']>;
type Word = keyof typeof operationWords;

const links: Readonly<Record<Subject['kind'], { under: string; word: Word } | null>> = {
  document: { under: '/requests', word: 'openDocument' },
  quote: { under: '/quotes', word: 'openQuote' },
  'mcp-deployment': { under: '/servers/deployments', word: 'openDeployment' },
  'mcp-server': { under: '/servers', word: 'openServer' },
  // A call is its caller's own: nobody else can open it.
  'mcp-task': null,
};

/** Where the subject of a job is at home, and what the way there is called; null where an operator cannot go. */
export const subjectLink = ({ kind, id }: Subject): { to: string; word: Word } | null => {
  const link = links[kind];
  return link && { to: `${link.under}/${id}`, word: link.word };
};
