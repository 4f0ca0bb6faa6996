import type { MatchDifference } from '../../contracts/matching.ts';

export type FacetKind = MatchDifference['kind'];

/** A unit: what it measures, and the factor to that dimension's base unit. */
export type Unit = { readonly dimension: string; readonly factor: number; readonly kind: FacetKind };

type UnitRow = readonly [dimension: string, kind: FacetKind, factor: number, names: string];

/** SI factors (BIPM SI brochure) and the international inch (25.4 mm) and pound; names are folded and lower-case. */
const UNIT_ROWS: readonly UnitRow[] = [
  ['length', 'size', 0.001, 'um micron microns'],
  ['length', 'size', 0.0254, 'mil mils'],
  ['length', 'size', 1, 'mm millimeter millimetre'],
  ['length', 'size', 10, 'cm zentimeter centimeter centimetre'],
  ['length', 'size', 25.4, '" in inch inches zoll'],
  ['length', 'size', 304.8, "' ft foot feet fuss"],
  ['length', 'size', 914.4, 'yd yard yards'],
  ['length', 'size', 1000, 'm meter meters metre metres metern mtr lfm'],
  ['length', 'size', 1_000_000, 'km'],
  ['area', 'size', 1, 'mm2 qmm sqmm'],
  ['area', 'size', 1_000_000, 'm2 qm sqm'],
  ['data', 'capacity', 0.001, 'kb kbyte'],
  ['data', 'capacity', 1, 'mb mbyte meg'],
  ['data', 'capacity', 1000, 'gb gbyte gig'],
  ['data', 'capacity', 1_000_000, 'tb tbyte'],
  ['rate', 'rating', 1, 'mbps mbit'],
  ['rate', 'rating', 1000, 'gbps gbit'],
  ['power', 'rating', 1, 'w watt watts'],
  ['power', 'rating', 1000, 'kw kilowatt'],
  ['apparent', 'rating', 1, 'va'],
  ['apparent', 'rating', 1000, 'kva'],
  ['voltage', 'rating', 0.001, 'mv'],
  ['voltage', 'rating', 1, 'v volt volts vdc vac'],
  ['voltage', 'rating', 1000, 'kv'],
  ['current', 'rating', 0.001, 'ma'],
  ['current', 'rating', 1, 'a amp amps ampere'],
  ['charge', 'capacity', 1, 'mah'],
  ['charge', 'capacity', 1000, 'ah'],
  ['energy', 'capacity', 1, 'wh'],
  ['frequency', 'rating', 1, 'hz hertz'],
  ['frequency', 'rating', 1000, 'khz'],
  ['frequency', 'rating', 1_000_000, 'mhz'],
  ['frequency', 'rating', 1_000_000_000, 'ghz'],
  ['mass', 'size', 0.001, 'mg'],
  ['mass', 'size', 1, 'g gr gramm gram grams'],
  ['mass', 'size', 28.35, 'oz ounce ounces'],
  ['mass', 'size', 453.6, 'lb lbs pound pounds'],
  ['mass', 'size', 1000, 'kg kilo kilogramm kilogram'],
  ['volume', 'size', 0.001, 'ul'],
  ['volume', 'size', 1, 'ml milliliter'],
  ['volume', 'size', 10, 'cl'],
  ['volume', 'size', 1000, 'l lt ltr liter litre liters litres'],
  ['volume', 'size', 3785, 'gal gallon gallons'],
  ['pressure', 'rating', 1, 'bar'],
  ['pressure', 'rating', 0.06895, 'psi'],
  ['share', 'rating', 1, '% percent prozent'],
  ['kelvin', 'rating', 1, 'k kelvin'],
  ['celsius', 'rating', 1, '°c celsius'],
  ['lumen', 'rating', 1, 'lm lumen lumens'],
  ['pixels', 'rating', 1, 'mp mpix megapixel megapixels mpixel'],
  ['lines', 'rating', 1, 'p'],
  ['dots', 'rating', 1, 'dpi'],
  ['speed', 'rating', 1, 'rpm ppm'],
  ['times', 'rating', 1, 'x'],
  ['bits', 'rating', 1, 'bit bits'],
  ['mesh', 'size', 1, 'mesh'],
  ['grit', 'size', 1, 'grit kornung'],
  ['pack', 'pack', 1, 'pk pack packs pcs pc pieces piece stk stuck st ct count er vpe'],
  ['pair', 'pack', 1, 'pair pairs paar'],
  ['sheets', 'pack', 1, 'sheet sheets blatt bl'],
  ['rolls', 'pack', 1, 'roll rolls rolle rollen'],
  ['ports', 'rating', 1, 'port ports fach way'],
  ['outlets', 'rating', 1, 'outlet outlets'],
  ['pins', 'rating', 1, 'pin pins polig pole'],
  ['channels', 'rating', 1, 'channel channels kanal'],
  ['drawers', 'size', 1, 'drawer drawers'],
];

const UNITS: ReadonlyMap<string, Unit> = new Map(
  UNIT_ROWS.flatMap(([dimension, kind, factor, names]) =>
    names.split(' ').map((name) => [name, { dimension, factor, kind }] as const),
  ),
);

/** These letters are units only when glued to the number: apart from it they are words (`3 in 1`, `2 a day`, `12 x 3`). */
const GLUED_ONLY = new Set(['a', 'p', 'x', 'k', 'st', 'er', 'gr', 'way', "'"]);

/** The unit written straight after a number (`4gb`, `17-inch`), or undefined. */
export function gluedUnit(name: string): Unit | undefined {
  return UNITS.get(name);
}

/** The unit written as a word of its own after a number (`4 gb`), or undefined. */
export function spacedUnit(name: string): Unit | undefined {
  return GLUED_ONLY.has(name) ? undefined : UNITS.get(name);
}

/** Four significant digits: enough to tell sizes, coarse enough for converted ones. Binary memory sizes meet decimal ones. */
export function baseValue(value: number, unit: Unit): number {
  const binary = unit.dimension === 'data' && value >= 1024 && value % 1024 === 0;
  return Number(((binary ? (value / 1024) * 1000 : value) * unit.factor).toPrecision(4));
}
