import type { ReactNode } from 'react';
import type { Problems } from './read-draft.ts';
import type { Draft, Field } from './schema-form.ts';

/** What a field of a form made from a schema needs. */
export interface SchemaFieldProps {
  field: Field;
  draft: Draft;
  onChange: (draft: Draft) => void;
  path: readonly (string | number)[];
  problems: Problems;
}

/** Renders a field inside another one: handed down, because groups and lists hold fields and are fields. */
export type RenderField = (key: string | number, props: SchemaFieldProps) => ReactNode;
