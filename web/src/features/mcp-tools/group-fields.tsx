import type { RenderField, SchemaFieldProps } from './schema-field-props.ts';
import { isDraftGroup, type Field } from './schema-form.ts';

interface GroupFieldsProps extends Omit<SchemaFieldProps, 'field'> {
  fields: readonly { key: string; field: Field }[];
  renderField: RenderField;
}

/** The fields of an object, one under the other. */
export const GroupFields = ({ fields, draft, onChange, path, problems, renderField }: GroupFieldsProps) => {
  const members = isDraftGroup(draft) ? draft : {};
  return fields.map(({ key, field }) =>
    renderField(key, {
      field,
      draft: members[key] ?? '',
      onChange: (changed) => onChange({ ...members, [key]: changed }),
      path: [...path, key],
      problems,
    }),
  );
};
