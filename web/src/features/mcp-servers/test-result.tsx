import type { ConnectionTest } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { CauseNote } from '../../ui/cause-note.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Latency } from '../../ui/latency.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { serverWords } from './server-words.ts';

/** What a test of a server saw: attempts, time, protocol, capabilities, and why it failed. */
export const TestResult = ({ result }: { result: ConnectionTest }) => {
  const t = useWords(serverWords);
  return (
    <>
      <p className="font-medium">
        <StateChip tone={result.ok ? 'done' : 'failed'}>{t(result.ok ? 'testOk' : 'testFailed')}</StateChip>
      </p>
      {result.cause && <CauseNote cause={result.cause} />}
      <Facts
        facts={[
          { label: t('attempts'), value: <span className="figures">{result.attempts}</span> },
          { label: t('latency'), value: <Latency ms={result.latencyMs} /> },
          { label: t('protocol'), value: result.protocolVersion ?? t('unknown') },
          {
            label: t('capabilities'),
            value: result.capabilities.length === 0 ? t('none') : result.capabilities.join(', '),
          },
          { label: t('tools'), value: <span className="figures">{result.toolCount ?? '–'}</span> },
        ]}
      />
    </>
  );
};
