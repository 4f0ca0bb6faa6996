import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { quotaEndpoints, type Quotas } from '../../../../contracts/quotas.ts';
import { formatBytes } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { queryOf } from '../../lib/query.ts';
import { Facts } from '../../ui/facts.tsx';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { limitWords } from './limit-words.ts';
import { LimitsForm } from './limits-form.tsx';
import { Section } from './section.tsx';

const pollMs = 10_000;

/** What the workspace uses of its limits, those it may lower, and those of the installation. */
export const LimitsSection = () => {
  const t = useWords(limitWords);
  const query = useQuery({ ...queryOf(quotaEndpoints.get), refetchInterval: pollMs });
  return (
    <div className="flex flex-col gap-10">
      <Section title={t('title')} description={t('intro')}>
        <QueryView query={query} skeleton={<FactsSkeleton rows={6} />}>
          {(quotas) => <LimitsForm quotas={quotas} />}
        </QueryView>
      </Section>
      {query.data && (
        <Section title={t('fixed')} description={t('fixedText')}>
          <FixedLimits limits={query.data.installation} />
          <p className="text-ink-2">
            {t('perServer')}{' '}
            <Link to="/servers" className="text-accent underline">
              {t('toServers')}
            </Link>
          </p>
        </Section>
      )}
    </div>
  );
};

const bytesPerMb = 1_000_000;

const FixedLimits = ({ limits }: { limits: Quotas['installation'] }) => {
  const t = useWords(limitWords);
  const locale = useLocale();
  return (
    <Facts
      facts={[
        { label: t('upload'), value: formatBytes(limits.uploadBytes, locale) },
        {
          label: t('extraction'),
          value: t('extractionValue', {
            memory: formatBytes(limits.extractionMemoryMb * bytesPerMb, locale),
            seconds: limits.extractionSeconds,
          }),
        },
        { label: t('log'), value: t('logDays', { count: limits.logRetentionDays }) },
      ]}
    />
  );
};
