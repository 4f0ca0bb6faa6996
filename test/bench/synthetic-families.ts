/** One kind of goods. Each axis value lists its spellings: catalogue English, catalogue German, then what buyers also write. */
export type Family = {
  readonly english: string;
  readonly german: string;
  /** False for goods sold by standard and size alone, without a series name. */
  readonly hasSeries: boolean;
  readonly axes: readonly { readonly values: readonly (readonly string[])[] }[];
};

function axis(...values: readonly string[]): Family['axes'][number] {
  return { values: values.map((value) => value.split('|')) };
}

const COLOURS = axis(
  'black|schwarz|blk',
  'white|weiß|weiss',
  'red|rot',
  'blue|blau',
  'grey|grau|gray',
  'green|grün|gruen',
);

/** Invented goods of eight trades in the wording of their standards (DIN, ISO, IEC); no real article is meant. */
export const FAMILIES: readonly Family[] = [
  {
    english: 'hexagon head screw',
    german: 'Sechskantschraube',
    hasSeries: false,
    axes: [
      axis('DIN 933|DIN 933|DIN933', 'DIN 931|DIN 931|DIN931', 'ISO 4762|ISO 4762|ISO4762'),
      axis(
        'M6x20|M6x20|M6 x 20',
        'M6x30|M6x30|M 6x30',
        'M8x40|M8x40|M8 x 40 mm',
        'M8x60|M8x60|M8 X 60',
        'M10x40|M10x40|M10 x 40',
        'M12x80|M12x80|M12 x 80',
      ),
      axis(
        'A2 stainless|A2 Edelstahl|stainless steel A2',
        '8.8 galvanised|8.8 verzinkt|8.8 galvanized',
        '10.9 plain|10.9 blank|10.9',
      ),
      axis('pack of 100|100 Stück|100 pcs', 'pack of 500|500 Stück|500 pcs'),
    ],
  },
  {
    english: 'installation cable NYM-J',
    german: 'Installationskabel NYM-J',
    hasSeries: false,
    axes: [
      axis(
        '3x1.5 mm²|3x1,5 mm²|3 x 1,5mm2|3G1.5',
        '3x2.5 mm²|3x2,5 mm²|3 x 2.5 mm2',
        '5x1.5 mm²|5x1,5 mm²|5 x 1.5 qmm',
        '5x2.5 mm²|5x2,5 mm²|5 x 2,5',
      ),
      axis('50 m ring|50 m Ring|50m', '100 m ring|100 m Ring|100m', '500 m drum|500 m Trommel|500m Trommel'),
      COLOURS,
    ],
  },
  {
    english: 'deep groove ball bearing',
    german: 'Rillenkugellager',
    hasSeries: false,
    axes: [
      axis(
        '6204-2RS|6204-2RS|6204 2RS',
        '6204-ZZ|6204-ZZ|6204 ZZ',
        '6205-2RS|6205-2RS|6205 2RS',
        '6205-ZZ|6205-ZZ|6205ZZ',
        '6304-2RS|6304-2RS|6304 2RS',
      ),
      axis('C3|C3', 'CN|CN'),
    ],
  },
  {
    english: 'LED lamp',
    german: 'LED-Leuchtmittel',
    hasSeries: true,
    axes: [
      axis('E27|E27|E 27', 'E14|E14|E 14', 'GU10|GU10|GU 10'),
      axis('9 W|9 W|9W|9 Watt', '11 W|11 W|11W', '5 W|5 W|5.0W'),
      axis('2700 K warm white|2700 K warmweiß|2700K', '4000 K neutral white|4000 K neutralweiß|4000K'),
    ],
  },
  {
    english: 'copy paper',
    german: 'Kopierpapier',
    hasSeries: true,
    axes: [
      axis('A4|A4|DIN A4', 'A3|A3|DIN A3'),
      axis('80 g|80 g|80g/m²', '90 g|90 g|90 g', '120 g|120 g|120g'),
      axis('500 sheets|500 Blatt|500 sheets', '250 sheets|250 Blatt|250 Bl.'),
    ],
  },
  {
    english: 'work trousers',
    german: 'Arbeitshose',
    hasSeries: true,
    axes: [
      axis(
        'size 48|Größe 48|Gr. 48',
        'size 50|Größe 50|Gr. 50',
        'size 52|Größe 52|Gr 52',
        'size 54|Größe 54|groesse 54',
      ),
      COLOURS,
    ],
  },
  {
    english: 'nitrile glove',
    german: 'Nitrilhandschuh',
    hasSeries: true,
    axes: [
      axis('size S|Größe S|Gr. S', 'size M|Größe M|Gr. M', 'size L|Größe L|Gr. L', 'size XL|Größe XL|XL'),
      COLOURS,
      axis('box of 100|100 Stück|100 pcs', 'box of 200|200 Stück|200 pcs'),
    ],
  },
  {
    english: 'isopropanol',
    german: 'Isopropanol',
    hasSeries: false,
    axes: [
      axis('99.9 %|99,9 %|99.9%', '70 %|70 %|70%'),
      axis('1 l bottle|1 l Flasche|1000 ml', '5 l canister|5 l Kanister|5l', '250 ml bottle|250 ml Flasche|250ml'),
      axis('p.a.|p.a.|pro analysi', 'technical|technisch|techn.'),
    ],
  },
  {
    english: 'measuring cylinder',
    german: 'Messzylinder',
    hasSeries: true,
    axes: [
      axis('50 ml|50 ml|50ml', '100 ml|100 ml|100ml', '250 ml|250 ml|250ml', '1000 ml|1000 ml|1 l'),
      axis('class A|Klasse A|Kl. A', 'class B|Klasse B|Kl. B'),
      axis('glass|Glas', 'plastic PP|Kunststoff PP|PP'),
    ],
  },
  {
    english: 'wireless mouse',
    german: 'Funkmaus',
    hasSeries: true,
    axes: [COLOURS, axis('1600 dpi|1600 dpi|1600dpi', '2400 dpi|2400 dpi|2400 DPI')],
  },
  {
    english: 'external SSD',
    german: 'externe SSD',
    hasSeries: true,
    axes: [
      axis('500 GB|500 GB|500GB', '1 TB|1 TB|1TB|1000 GB', '2 TB|2 TB|2TB'),
      axis('USB 3.2|USB 3.2|USB-3.2', 'USB 2.0|USB 2.0|USB2.0'),
      COLOURS,
    ],
  },
  {
    english: 'lever arch file',
    german: 'Ordner',
    hasSeries: true,
    axes: [
      axis('80 mm|80 mm|8 cm|80mm breit', '50 mm|50 mm|5 cm|50mm schmal'),
      axis('A4|A4|DIN A4', 'A5|A5|DIN A5'),
      COLOURS,
    ],
  },
];
