import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mcpServerEndpoints, type McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { rememberTool } from './remember-tool.ts';
import { toolWords } from './tool-words.ts';

const allowed = /^[A-Za-z0-9_.-]{0,64}$/;

/** Gives a tool another name for callers, or its own one back. */
export const RenameDialog = ({ tool, onClose }: { tool: McpTool; onClose: () => void }) => {
  const t = useWords(toolWords);
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [problems, setProblems] = useState<{ name?: string }>({});
  const curate = useWrite(mcpServerEndpoints.curateTool, {
    onSuccess: (saved) => {
      rememberTool(queryClient, saved);
      onClose();
    },
  });
  const save = () => {
    const wanted = name.trim();
    const isAllowed = allowed.test(wanted);
    setProblems(isAllowed ? {} : { name: t('wrongName') });
    if (!isAllowed) return;
    curate.mutate({
      params: { id: tool.serverId, tool: tool.originalName },
      body: { rename: wanted === '' ? null : wanted },
    });
  };
  return (
    <Dialog title={t('renameTitle', { name: tool.name })} onClose={onClose}>
      <Form onSubmit={save} busy={curate.isPending} className="gap-4 pb-3">
        <TextField
          label={t('renameLabel')}
          hint={t('renameHint', { name: tool.originalName })}
          error={problems.name}
          value={name}
          onChange={setName}
        />
        <FormEnd
          submitLabel={t('save')}
          busy={curate.isPending}
          problems={problems}
          error={curate.error}
          onCancel={onClose}
        />
      </Form>
    </Dialog>
  );
};
