import { useState } from 'react';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { readArguments, readDraft, type Problems } from './read-draft.ts';
import { draftOf, formOf, type Draft } from './schema-form.ts';

/** The inputs of a tool, typed into a form or as JSON; switching takes over what was typed. */
export const useToolInput = (tool: Pick<McpTool, 'inputSchema'>) => {
  const [form] = useState(() => formOf(tool.inputSchema));
  const [mode, setMode] = useState<'form' | 'json'>(form.kind === 'group' ? 'form' : 'json');
  const [draft, setDraft] = useState<Draft>(form.start);
  const [json, setJson] = useState('{}');
  const [problems, setProblems] = useState<Problems>({});
  const [isBadJson, setBadJson] = useState(false);

  const switchTo = (next: 'form' | 'json') => {
    const typed = mode === 'json' ? readArguments(json) : null;
    if (next === 'json' && mode === 'form') setJson(JSON.stringify(readDraft(form, draft).value ?? {}, null, 2));
    if (next === 'form' && typed) setDraft(draftOf(form, typed));
    setProblems({});
    setMode(next);
  };

  /** The arguments to send; null while something is to be mended, which is then marked. */
  const read = (): Record<string, unknown> | null => {
    if (mode === 'json') {
      const args = readArguments(json);
      setBadJson(args === null);
      return args;
    }
    const { value, problems: found } = readDraft(form, draft);
    setProblems(found);
    return Object.keys(found).length === 0 ? readArguments(JSON.stringify(value ?? {})) : null;
  };
  return { form, mode, switchTo, draft, setDraft, json, setJson, problems, isBadJson, read };
};
