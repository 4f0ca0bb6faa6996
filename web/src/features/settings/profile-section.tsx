import { useWords } from '../../lib/i18n.ts';
import { useSession } from '../../lib/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { PasswordForm } from './password-form.tsx';
import { roleWords } from './role-words.ts';
import { Section } from './section.tsx';
import { settingWords } from './setting-words.ts';

/** Who one is here, and the password. */
export const ProfileSection = () => {
  const t = useWords(settingWords);
  const { name, email, roles, workspace } = useSession();
  return (
    <div className="flex flex-col gap-10">
      <Section title={t('profile')}>
        <Facts
          facts={[
            { label: t('name'), value: name },
            { label: t('email'), value: email ?? '–' },
            { label: t('roles'), value: roles.map((role) => t(roleWords[role])).join(', ') },
            { label: t('workspace'), value: workspace.name },
          ]}
        />
      </Section>
      <Section title={t('passwordTitle')} description={t('passwordEnds')}>
        <PasswordForm />
      </Section>
    </div>
  );
};
