import { useWords } from '../../lib/i18n.ts';
import { Field, type ControlProps } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { ProductFields as Fields } from '../../../../contracts/catalog.ts';
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
  const field = (name: ProductField, control: (props: ControlProps) => React.ReactNode, className?: string) => {
    const problem = problems[name];
    return (
      <Field label={t(name)} error={problem && t(problem)} {...(className && { className })}>
        {control}
      </Field>
    );
  };
  const input = (name: ProductField, className?: string, mode: 'text' | 'decimal' | 'numeric' = 'text') =>
    field(
      name,
      (control) => (
        <Input
          {...control}
          name={name}
          autoComplete="off"
          inputMode={mode}
          value={values[name]}
          onChange={(event) => onChange(name, event.target.value)}
        />
      ),
      className,
    );
  const taxCategories = Fields.shape.taxCategory.options.map((value) => ({ value, label: t(`tax${value}`) }));
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4">
      {input('name', 'col-span-2')}
      {input('sku')}
      {input('unit')}
      {input('price', undefined, 'decimal')}
      {input('currency')}
      {field('taxCategory', (control) => (
        <Select
          {...control}
          name="taxCategory"
          options={taxCategories}
          value={values.taxCategory}
          onChange={(event) => onChange('taxCategory', event.target.value)}
        />
      ))}
      {input('taxRate', undefined, 'decimal')}
      {input('brand')}
      {input('modelNumber')}
      {input('gtin', undefined, 'numeric')}
      {input('category')}
      {field(
        'description',
        (control) => (
          <Textarea
            {...control}
            name="description"
            rows={4}
            value={values.description}
            onChange={(event) => onChange('description', event.target.value)}
          />
        ),
        'col-span-2',
      )}
    </div>
  );
};
