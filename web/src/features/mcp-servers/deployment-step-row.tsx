import { useState } from 'react';
import type { z } from 'zod';
import type { DeploymentStep, McpDeployment, mcpDeploymentEndpoints } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { Duration } from '../../ui/duration.tsx';
import { LogLines } from '../../ui/log-lines.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { lookOfStep, stepWords } from './deployment-looks.ts';
import { deploymentWords } from './deployment-words.ts';

export type DeploymentLine = z.output<typeof mcpDeploymentEndpoints.logs.reply>['lines'][number];

interface DeploymentStepRowProps {
  step: DeploymentStep;
  isLast: boolean;
  deploymentState: McpDeployment['state'];
  lines: readonly DeploymentLine[];
}

/** One step: its state, how long it took, how often it was tried, and its lines. */
export const DeploymentStepRow = ({ step, isLast, deploymentState, lines }: DeploymentStepRowProps) => {
  const t = useWords(deploymentWords);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [tone, word] = lookOfStep(step, deploymentState);
  const name = t(stepWords[step.name]);
  const isOpen = chosen ?? (step.state === 'running' || step.state === 'failed');
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3">
      <span className="flex flex-col items-center gap-1 pt-0.5">
        <StateMark tone={tone} live={step.state === 'running'} />
        {!isLast && <span aria-hidden="true" className="w-px grow bg-line-strong" />}
      </span>
      <div className="flex flex-col gap-2 pb-5">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className={step.state === 'waiting' ? 'text-ink-3' : 'font-medium'}>{name}</span>
          <span className="text-small text-ink-3">{t(word)}</span>
          <span className="figures ml-auto flex gap-3 text-small text-ink-3">
            {step.attempt > 1 && <span>{t('attempt', { count: step.attempt })}</span>}
            {step.startedAt !== null && (step.endedAt !== null || step.state === 'running') && (
              <Duration from={step.startedAt} to={step.endedAt} />
            )}
          </span>
        </p>
        {lines.length > 0 && (
          <details open={isOpen} onToggle={(event) => event.currentTarget.open !== isOpen && setChosen(!isOpen)}>
            <summary className="w-fit text-small text-ink-3" aria-label={t('linesOf', { step: name })}>
              {t('lines', { count: lines.length })}
            </summary>
            <div className="mt-2">
              <LogLines
                label={t('linesOf', { step: name })}
                isLive={step.state === 'running'}
                lines={lines.map(({ seq, at, text }) => ({ key: String(seq), at, text }))}
              />
            </div>
          </details>
        )}
      </div>
    </li>
  );
};
