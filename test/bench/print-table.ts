import type { BenchRow, Target } from './bench-row.ts';

/** The rows as a Markdown table whose columns line up in a terminal too. */
export const printTable = (rows: readonly BenchRow[]): string => {
  const cells = [
    ['name', 'figure', 'target', 'met?', 'note'],
    ...rows.map(({ name, figure, unit, target, met, note }) => [
      name,
      `${figure.toLocaleString('en')} ${unit}`.trim(),
      target ? `${targetText(target)} ${unit}`.trim() : '',
      met === null ? '' : met ? 'met' : 'NOT met',
      note,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  const [head = '', ...lines] = cells.map(
    (line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|------|`;
  return [head, rule, ...lines].join('\n');
};

const targetText = (target: Target): string =>
  'atLeast' in target ? `≥ ${target.atLeast.toLocaleString('en')}` : `< ${target.below.toLocaleString('en')}`;
