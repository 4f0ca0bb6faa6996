import { TextField } from '../../ui/text-field.tsx';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

const processLimits = ['memoryMb', 'cpuPercent', 'processes', 'openFiles', 'diskMb'] as const;

/** How much a server may use. The defaults fit most; a problem opens the fold. */
export const LimitFields = (props: ServerFormProps) => {
  const { form, problems, onChange } = props;
  const { t, problemOf } = useFormField(props);
  const isElsewhere = form.kind === 'url' || form.kind === 'builtin';
  const fields = [...(isElsewhere ? [] : processLimits), 'callTimeoutSeconds' as const];
  const hasProblem = fields.some((field) => problems[field]);
  return (
    <details className="border-t pt-5" {...(hasProblem && { open: true })}>
      <summary className="text-lead font-semibold">{t('limitsHeading')}</summary>
      <div className="mt-4 grid gap-4 sm:grid-cols-3">
        {fields.map((field) => (
          <TextField
            key={field}
            label={t(field)}
            error={problemOf(field)}
            value={form.limits[field]}
            inputMode="numeric"
            onChange={(value) => onChange({ limits: { ...form.limits, [field]: value } })}
          />
        ))}
      </div>
    </details>
  );
};
