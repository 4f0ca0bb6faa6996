/**
 * About how many bytes a value takes as JSON, from below: texts count their UTF-16 length. Stops once it is above
 * `limit`. Costs far less than a second `JSON.stringify`, which a large result would pay for on the way of every call.
 */
export const estimateBytes = (value: unknown, limit = Infinity): number => {
  let bytes = 0;
  const stack: unknown[] = [value];
  while (stack.length > 0 && bytes <= limit) {
    const next = stack.pop();
    if (typeof next === 'string') bytes += next.length + 2;
    else if (typeof next !== 'object' || next === null) bytes += 4;
    else if (Array.isArray(next)) {
      bytes += next.length + 2;
      for (const item of next) stack.push(item);
    } else {
      bytes += 2;
      for (const [key, member] of Object.entries(next)) {
        bytes += key.length + 4;
        stack.push(member);
      }
    }
  }
  return bytes;
};
