const maxLength = 200;

/** A user's file name as text to show: no path, no control or direction characters. It never becomes a path. */
export const cleanFileName = (name: string): string => {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? '';
  // Control characters, and the marks that make "fdp.exe" read as "exe.pdf".
  const shown = last.replaceAll(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').trim();
  return shown === '' || /^\.+$/.test(shown) ? 'document' : shown.slice(0, maxLength).toWellFormed();
};
