/** A typed limit: null for none of one's own, undefined when it is no whole number between the two. */
export const readLimit = (typed: string, least: number, most: number): number | null | undefined => {
  const text = typed.trim();
  if (text === '') return null;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
};
