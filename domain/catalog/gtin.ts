/** Whether the digits are a GTIN-8, -12, -13 or -14 with the right check digit (GS1 General Specifications, 7.9). */
export const isValidGtin = (digits: string): boolean => {
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return false;
  return gtinCheckDigit(digits.slice(0, -1)) === digits.at(-1);
};

/** The check digit for the digits before it: weights 3, 1, 3 … from the right, up to the next multiple of ten. */
export const gtinCheckDigit = (digits: string): string => {
  let sum = 0;
  for (let at = digits.length - 1, weight = 3; at >= 0; at -= 1, weight = 4 - weight)
    sum += Number(digits.charAt(at)) * weight;
  return String((10 - (sum % 10)) % 10);
};
