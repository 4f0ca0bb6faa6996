import { useWords } from '../../lib/i18n.ts';
import { Field as LabelledField } from '../../ui/field.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { GroupFields } from './group-fields.tsx';
import { SchemaField } from './schema-field.tsx';
import { toolWords } from './tool-words.ts';
import type { useToolInput } from './use-tool-input.ts';

/** The inputs of a tool: a form made from its schema, or JSON. */
export const ToolInput = ({ input }: { input: ReturnType<typeof useToolInput> }) => {
  const t = useWords(toolWords);
  const { form, mode } = input;
  const modes = [
    { value: 'form' as const, label: t('asForm') },
    { value: 'json' as const, label: t('asJson') },
  ];
  return (
    <section aria-label={t('inputs')} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lead font-semibold">{t('inputs')}</h2>
        {form.kind === 'group' && (
          <FilterChips label={t('inputAs')} options={modes} value={mode} onChange={input.switchTo} />
        )}
      </div>
      {mode === 'form' && form.kind === 'group' ? (
        <>
          {form.fields.length === 0 && <p className="text-ink-3">{t('noInputs')}</p>}
          <GroupFields
            fields={form.fields}
            draft={input.draft}
            onChange={input.setDraft}
            path={[]}
            problems={input.problems}
            renderField={(key, props) => <SchemaField key={key} {...props} />}
          />
        </>
      ) : (
        <LabelledField label={t('jsonLabel')} error={input.isBadJson ? t('jsonWrong') : undefined}>
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              spellCheck={false}
              className="font-mono"
              value={input.json}
              onChange={(event) => input.setJson(event.target.value)}
            />
          )}
        </LabelledField>
      )}
    </section>
  );
};
