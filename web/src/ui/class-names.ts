/** Joins class names and leaves out what does not apply: `cx('row', active && 'bg-hover')`. */
export const cx = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ');
