/** Personal data that is known by its shape; each pattern is linear, because its repeats are bounded and begin at one place only. */
const email =
  /(?<![\p{L}\p{N}_.%+-])[\p{L}\p{N}_.%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}-])/gu;
/** ISO 13616: country, check digits, up to 30 more, mostly written in fours. */
const iban = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;
const card =
  /(?<![\w.,+-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{2,7}(?![\w-])|(?<![\w.,+-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\w-])/g;
/** International, as ITU-T E.123 writes it: a number without `+` may be anything. */
const phone = /(?<![\w+])\+[1-9](?:[ ()/.-]{0,2}\d){7,14}(?!\d)/g;
/** Most texts hold none of them and are settled by one pass. */
const anything = /@|\+[1-9]|[A-Z]{2}\d{2}|\d{4}[ -]?\d/;

/** Text without e-mail addresses, IBANs, card numbers and telephone numbers (spec row D8): each becomes a word for what stood there. */
export const maskPersonal = (text: string): string =>
  anything.test(text)
    ? text
        .replaceAll(email, '[e-mail]')
        .replaceAll(iban, (found) => (isIban(found) ? '[iban]' : found))
        .replaceAll(phone, '[phone]')
        .replaceAll(card, (found) => (isCard(found) ? '[card]' : found))
    : text;

/** ISO 7064 mod 97-10: the first four signs go to the end, letters count from 10. */
const isIban = (found: string): boolean => {
  const plain = found.replaceAll(' ', '');
  const turned = `${plain.slice(4)}${plain.slice(0, 4)}`;
  const remainder = Array.from(turned).reduce((rest, sign) => Number(`${rest}${Number.parseInt(sign, 36)}`) % 97, 0);
  return remainder === 1;
};

/** Lengths and first digits of the large card schemes; a number of an article seldom has them and a right last digit. */
const schemes =
  /^(?:4\d{15}|4\d{18}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[0689]\d{12}|35\d{14}|6(?:011|5\d\d)\d{12}|62\d{14,17})$/;

/** ISO/IEC 7812-1 annex B (Luhn): from the right every second digit doubled, the sum of all digits ends in 0. */
const isCard = (found: string): boolean => {
  const digits = found.replaceAll(/[ -]/g, '');
  if (!schemes.test(digits)) return false;
  const sum = Array.from(digits, Number)
    .toReversed()
    .map((digit, index) => (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)))
    .reduce((a, b) => a + b, 0);
  return sum % 10 === 0;
};
