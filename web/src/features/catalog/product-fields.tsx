import type { ComponentProps } from 'react';
import { ProductFields as Fields } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { catalogWords } from './catalog-words.ts';
import type { FormProblems, ProductField, ProductForm } from './product-form.ts';

interface ProductFieldsProps {
  values: ProductForm;
  problems: FormProblems;
  onChange: (field: ProductField, value: string) => void;
}

/** The inputs of a product, for creating and for changing one. */
export const ProductFields = ({ values, problems, onChange }: ProductFieldsProps) => {
  const t = useWords(catalogWords);
  const shared = (name: ProductField) => {
    const problem = problems[name];
    return { label: t(name), error: problem && t(problem) };
  };
  const line = (name: ProductField, more?: Partial<ComponentProps<typeof TextField>>) => (
    <TextField
      {...shared(name)}
      name={name}
      value={values[name]}
      onChange={(value) => onChange(name, value)}
      {...more}
    />
  );
  const taxCategories = Fields.shape.taxCategory.options.map((value) => ({ value, label: t(`tax${value}`) }));
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4">
      {line('name', { className: 'col-span-2' })}
      {line('sku')}
      {line('unit')}
      {line('price', { inputMode: 'decimal' })}
      {line('currency')}
      <Field {...shared('taxCategory')}>
        {(control) => (
          <Select
            {...control}
            options={taxCategories}
            value={values.taxCategory}
            onChange={(event) => onChange('taxCategory', event.target.value)}
          />
        )}
      </Field>
      {line('taxRate', { inputMode: 'decimal' })}
      {line('brand')}
      {line('modelNumber')}
      {line('gtin', { inputMode: 'numeric' })}
      {line('category')}
      <Field {...shared('description')} className="col-span-2">
        {(control) => (
          <Textarea
            {...control}
            rows={4}
            value={values.description}
            onChange={(event) => onChange('description', event.target.value)}
          />
        )}
      </Field>
    </div>
  );
};
