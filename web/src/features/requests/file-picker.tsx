import { useId } from 'react';
import { cx } from '../../ui/class-names.ts';
import { buttonClass, type ButtonLook } from '../../ui/button.tsx';
import type { ReactNode } from 'react';
import { addUploads } from './upload-store.ts';

interface FilePickerProps extends ButtonLook {
  icon?: ReactNode;
  children: string;
}

/** A button that opens the file chooser; what is chosen is uploaded. */
export const FilePicker = ({ icon, children, ...look }: FilePickerProps) => {
  const id = useId();
  return (
    <span className="inline-flex">
      <input
        id={id}
        type="file"
        multiple
        accept=".pdf,.xlsx,.csv,.eml,.docx,.txt,.png,.jpg,.jpeg"
        className="peer sr-only"
        onChange={(event) => {
          addUploads(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <label
        htmlFor={id}
        className={cx(
          buttonClass(look),
          'peer-focus-visible:outline-2 peer-focus-visible:outline-offset-1 peer-focus-visible:outline-accent',
        )}
      >
        {icon}
        {children}
      </label>
    </span>
  );
};
