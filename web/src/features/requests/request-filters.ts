import type { DocumentState } from '../../../../contracts/documents.ts';
import type { requestWords } from './request-words.ts';

export interface RequestFilter {
  value: string;
  word: keyof typeof requestWords;
  states: DocumentState[] | undefined;
}

export const requestFilters: readonly RequestFilter[] = [
  { value: 'all', word: 'all', states: undefined },
  { value: 'reading', word: 'reading', states: ['uploaded', 'processing'] },
  { value: 'attention', word: 'attention', states: ['needs_attention'] },
  { value: 'ready', word: 'ready', states: ['ready'] },
  { value: 'unreadable', word: 'unreadable', states: ['rejected', 'failed'] },
  { value: 'cancelled', word: 'cancelled', states: ['cancelled'] },
];
