import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import { signInWords } from './sign-in-words.ts';

/** A password that can be looked at while typing. */
export const PasswordInput = (props: ComponentProps<'input'>) => {
  const t = useWords(signInWords);
  const [isShown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input {...props} type={isShown ? 'text' : 'password'} className="pr-9" />
      <IconButton
        size="small"
        label={isShown ? t('hidePassword') : t('showPassword')}
        icon={isShown ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
        onClick={() => setShown(!isShown)}
        className="absolute top-1/2 right-1 -translate-y-1/2"
      />
    </div>
  );
};
