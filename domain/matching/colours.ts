/** Colour words of English and German (with common short forms) → one name each. */
export const COLOUR_ROWS: Readonly<Record<string, string>> = {
  black: 'schwarz schwarze schwarzer schwarzes schwarzen blk schw onyx ebony',
  white: 'weiss weisse weisser weisses weissen wht',
  red: 'rot rote roter rotes roten crimson ruby',
  blue: 'blau blaue blauer blaues blauen blu navy cobalt',
  green: 'grün grüne grüner grünes grünen grn lime olive',
  yellow: 'gelb gelbe gelber gelbes gelben ylw',
  orange: 'orangefarben',
  purple: 'lila violett violet violette plum',
  pink: 'rosa magenta fuchsia',
  brown: 'braun braune brauner braunes braunen chocolate mocha',
  grey: 'gray grau graue grauer graues grauen charcoal anthrazit graphite gunmetal',
  silver: 'silber silbern silberne',
  gold: 'golden goldene',
  beige: 'tan sand khaki almond ivory cream elfenbein',
  cyan: 'türkis turquoise teal aqua',
  clear: 'transparent klar klare farblos',
};
