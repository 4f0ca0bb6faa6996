import { useWords } from '../../lib/i18n.ts';
import { Field as LabelledField } from '../../ui/field.tsx';
import { GroupFields } from './group-fields.tsx';
import { ListField } from './list-field.tsx';
import { pathKey, type Problem } from './read-draft.ts';
import { SchemaControl } from './schema-control.tsx';
import type { RenderField, SchemaFieldProps } from './schema-field-props.ts';
import { toolWords } from './tool-words.ts';

const renderField: RenderField = (key, props) => <SchemaField key={key} {...props} />;

const problemWords = {
  required: 'problemRequired',
  number: 'problemNumber',
  integer: 'problemInteger',
  json: 'problemJson',
  tooSmall: 'problemTooSmall',
  tooLarge: 'problemTooLarge',
  tooShort: 'problemTooShort',
  tooLong: 'problemTooLong',
} as const;

const maxText = 600;

/** One field of a form made from a schema. Label and description come from the server and are plain text. */
export const SchemaField = (props: SchemaFieldProps) => {
  const t = useWords(toolWords);
  const { field, draft, path, problems } = props;
  const problem: Problem | undefined = problems[pathKey(path)];
  const label = `${field.label.slice(0, 120)}${field.required ? ` (${t('required')})` : ''}`;
  const description = field.description?.slice(0, maxText);
  if (field.kind === 'group')
    return (
      <fieldset className="flex min-w-0 flex-col gap-4 rounded-md border p-4">
        <legend className="break-anywhere px-1 font-medium">{label}</legend>
        {description !== undefined && <p className="break-anywhere text-small text-ink-3">{description}</p>}
        <GroupFields
          fields={field.fields}
          draft={draft}
          onChange={props.onChange}
          path={path}
          problems={problems}
          renderField={renderField}
        />
      </fieldset>
    );
  if (field.kind === 'list')
    return <ListField {...props} renderField={renderField} item={field.item} label={label} description={description} />;
  return (
    <LabelledField
      label={label}
      hint={description && <span className="break-anywhere whitespace-pre-line">{description}</span>}
      error={problem && t(problemWords[problem.code], problem.limit === undefined ? {} : { limit: problem.limit })}
    >
      {(control) => (
        <SchemaControl
          control={control}
          field={field}
          value={typeof draft === 'string' ? draft : ''}
          onChange={props.onChange}
        />
      )}
    </LabelledField>
  );
};
