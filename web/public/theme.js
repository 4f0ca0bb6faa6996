// Runs before the first paint, so that a chosen theme and language never flash. Its own file: the page allows no inline script.
try {
  const theme = localStorage.getItem('throughline.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const locale = localStorage.getItem('throughline.locale');
  document.documentElement.lang = locale ?? (navigator.language.startsWith('de') ? 'de' : 'en');
} catch {
  // Storage may be blocked; the system's theme applies.
}
