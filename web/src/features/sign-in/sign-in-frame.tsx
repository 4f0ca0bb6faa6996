import type { ReactNode } from 'react';
import { setLocale, useLocale } from '../../lib/locale.ts';
import { Logo } from '../../ui/logo.tsx';

/** The quiet page around signing in. */
export const SignInFrame = ({ title, lead, children }: { title: string; lead: string; children: ReactNode }) => {
  const locale = useLocale();
  const other = locale === 'en' ? 'de' : 'en';
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-frame px-4 py-10">
      <div className="w-full max-w-sm rounded-lg border bg-canvas p-6 md:p-8">
        <Logo className="mb-5 size-9" />
        <h1 className="break-anywhere text-title font-semibold tracking-tight">{title}</h1>
        <p className="break-anywhere mt-1 mb-6 text-ink-2">{lead}</p>
        {children}
      </div>
      <button
        type="button"
        lang={other}
        onClick={() => setLocale(other)}
        className="mt-5 h-8 rounded-md px-2 text-ink-2 hover:text-ink hover:underline"
      >
        {other === 'de' ? 'Deutsch' : 'English'}
      </button>
    </main>
  );
};
