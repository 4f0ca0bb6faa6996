import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../lib/i18n.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { DeviceRow } from './device-row.tsx';
import { sessionsQuery } from './queries.ts';
import { Section } from './section.tsx';
import { settingWords } from './setting-words.ts';

/** Where one is signed in. */
export const DevicesSection = () => {
  const t = useWords(settingWords);
  const query = useQuery(sessionsQuery);
  return (
    <Section title={t('sessions')} description={t('sessionsText')}>
      <QueryView query={query} skeleton={<FactsSkeleton rows={6} />}>
        {({ items }) => (
          <ul className="rounded-lg border">
            {items
              .toSorted((a, b) => Number(b.current) - Number(a.current))
              .map((session) => (
                <DeviceRow key={session.id} session={session} />
              ))}
          </ul>
        )}
      </QueryView>
    </Section>
  );
};
