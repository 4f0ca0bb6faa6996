import type { McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { lookOfStep, stepWords } from './deployment-looks.ts';
import { DeploymentStepRow, type DeploymentLine } from './deployment-step-row.tsx';
import { deploymentWords } from './deployment-words.ts';

interface DeploymentStepsProps {
  deployment: McpDeployment;
  lines: readonly DeploymentLine[];
}

/** The steps from top to bottom, each with its own lines; the one that runs or failed is open. */
export const DeploymentSteps = ({ deployment, lines }: DeploymentStepsProps) => {
  const t = useWords(deploymentWords);
  const { steps } = deployment;
  const now = steps.find(({ state }) => state === 'running' || state === 'failed');
  return (
    <section aria-label={t('steps')}>
      <h2 className="mb-3 text-lead font-semibold">{t('steps')}</h2>
      <p role="status" className="sr-only">
        {now && `${t(stepWords[now.name])}: ${t(lookOfStep(now, deployment.state)[1])}`}
      </p>
      <ol>
        {steps.map((step, index) => (
          <DeploymentStepRow
            key={step.name}
            step={step}
            deploymentState={deployment.state}
            isLast={index === steps.length - 1}
            lines={lines.filter((line) => line.step === step.name)}
          />
        ))}
      </ol>
    </section>
  );
};
