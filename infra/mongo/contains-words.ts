/** A filter for rows in which every word of the query stands in one of the fields, whatever its case. */
export const containsWords = (query: string | undefined, fields: readonly string[]): Record<string, unknown> => {
  const words = (query ?? '').split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return {};
  return {
    $and: words.map((word) => {
      const pattern = { $regex: word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), $options: 'i' };
      return { $or: fields.map((field) => ({ [field]: pattern })) };
    }),
  };
};
