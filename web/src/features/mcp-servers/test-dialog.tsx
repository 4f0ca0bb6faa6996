import { useEffect, useEffectEvent } from 'react';
import { mcpConnectionEndpoints } from '../../../../contracts/mcp-deployments.ts';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { serverWords } from './server-words.ts';
import { TestResult } from './test-result.tsx';

/** Tests a server at once, and shows what the test saw. */
export const TestDialog = ({ server, onClose }: { server: McpServer; onClose: () => void }) => {
  const t = useWords(serverWords);
  const test = useWrite(mcpConnectionEndpoints.test);
  const run = () => test.mutate({ params: { id: server.id } });
  const onOpen = useEffectEvent(run);
  useEffect(() => onOpen(), []);
  return (
    <Dialog
      title={t('testTitle', { name: server.title })}
      onClose={onClose}
      footer={
        <Button busy={test.isPending} onClick={run}>
          {t('testAgain')}
        </Button>
      }
    >
      <div role="status" className="flex min-h-24 flex-col gap-3">
        {test.isPending && (
          <p className="flex items-center gap-2 text-ink-2">
            <Spinner /> {t('testing')}
          </p>
        )}
        {!test.isPending && <InlineError error={test.error} />}
        {!test.isPending && test.data && <TestResult result={test.data} />}
      </div>
    </Dialog>
  );
};
