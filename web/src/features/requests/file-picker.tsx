import { useRef, type ReactNode } from 'react';
import { addUploads } from './upload-store.ts';

/** Hands its children a function that opens the file chooser; what is chosen is uploaded. */
export const FilePicker = ({ children }: { children: (choose: () => void) => ReactNode }) => {
  const ref = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={ref}
        type="file"
        multiple
        hidden
        accept=".pdf,.xlsx,.csv,.eml,.docx,.txt,.png,.jpg,.jpeg,.tif,.tiff"
        onChange={(event) => {
          addUploads(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      {children(() => ref.current?.click())}
    </>
  );
};
