import { useWords } from '../../lib/i18n.ts';
import { formWords } from './form-words.ts';
import type { FormField, FormProblems, ServerForm } from './server-form.ts';

export interface ServerFormProps {
  form: ServerForm;
  problems: FormProblems;
  onChange: (changed: Partial<ServerForm>) => void;
}

type TextFieldName =
  | 'oauthClientId'
  | 'oauthIssuer'
  | 'name'
  | 'title'
  | 'origin'
  | 'port'
  | 'path'
  | 'version'
  | 'bin'
  | 'idleSleepSeconds'
  | 'cacheSeconds';

/** What a text field of the form needs: label, value, problem and the way to change it. */
export const useFormField = ({ form, problems, onChange }: ServerFormProps) => {
  const t = useWords(formWords);
  const problemOf = (field: FormField): string | undefined => (problems[field] ? t(`${field}Wrong`) : undefined);
  return {
    t,
    problemOf,
    text: (field: Exclude<TextFieldName, 'origin'>) => ({
      label: t(field),
      value: form[field],
      error: problemOf(field),
      onChange: (value: string) => onChange({ [field]: value }),
    }),
  };
};
