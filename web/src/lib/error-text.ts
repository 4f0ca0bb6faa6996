import { Permission } from '../../../contracts/access.ts';
import { CallError } from '../../../contracts/kernel/client.ts';
import { uiWords } from '../ui/ui-words.ts';
import { useWords } from './i18n.ts';
import { permissionWords } from './permission-words.ts';

export interface ErrorText {
  message: string;
  recovery: string;
}

/** Puts an error into words: the server's own (it knows the language), or ours when it was not reached. */
export const useErrorText = (): ((error: unknown) => ErrorText) => {
  const t = useWords(uiWords);
  const right = useWords(permissionWords);
  return (error) => {
    if (!navigator.onLine) return { message: t('offline'), recovery: t('offlineFix') };
    if (!(error instanceof CallError)) return { message: t('unexpected'), recovery: t('unexpectedFix') };
    if (error.status === 0) return { message: t('unreachable'), recovery: t('unreachableFix') };
    const { message, recovery, details } = error;
    const missing = error.code === 'forbidden' ? Permission.safeParse(details['permission']) : null;
    return { message, recovery: missing?.success ? t('askForRight', { right: right(missing.data) }) : recovery };
  };
};
