/**
 * One text per JSON value whatever the order of its keys (RFC 8785 in spirit: keys by code unit, no spaces). Walks with
 * its own stack, so a hostile depth cannot end the process. `undefined` members are left out, as JSON does.
 */
export const canonicalJson = (value: unknown): string => {
  const out: string[] = [];
  /** Texts to write as they are, and values still to be written. */
  const stack: ({ text: string } | { value: unknown })[] = [{ value }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if ('text' in next) out.push(next.text);
    else if (typeof next.value !== 'object' || next.value === null) out.push(JSON.stringify(next.value) ?? 'null');
    else stack.push(...pieces(next.value).toReversed());
  }
  return out.join('');
};

const pieces = (value: object): ({ text: string } | { value: unknown })[] => {
  const result: ({ text: string } | { value: unknown })[] = [];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (const item of items) result.push({ text: result.length === 0 ? '[' : ',' }, { value: item });
    return result.length === 0 ? [{ text: '[]' }] : [...result, { text: ']' }];
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, member] of members)
    result.push({ text: `${result.length === 0 ? '{' : ','}${JSON.stringify(key)}:` }, { value: member });
  return result.length === 0 ? [{ text: '{}' }] : [...result, { text: '}' }];
};
