import { useIsLit, useLighting } from '../../lib/spotlight.ts';
import type { SourceMark } from '../../lib/source-mark.ts';
import { regionClass } from './mark-class.ts';

interface PageRegionsProps {
  width: number;
  height: number;
  label: string;
  marks: readonly SourceMark[];
}

/** The regions over a page, in the page's own points: the drawing scales with the page and gives it its height. */
export const PageRegions = ({ width, height, label, marks }: PageRegionsProps) => (
  <svg viewBox={`0 0 ${width} ${height}`} className="relative block h-auto w-full" role="group" aria-label={label}>
    {marks.map((mark) => mark.source.box && <Region key={mark.key} mark={mark} box={mark.source.box} />)}
  </svg>
);

const marginPt = 2;

const Region = ({ mark, box }: { mark: SourceMark; box: NonNullable<SourceMark['source']['box']> }) => {
  const isLit = useIsLit(mark.key);
  const lighting = useLighting(mark.key, 'source');
  return (
    <rect
      {...lighting}
      data-mark={mark.key}
      role="img"
      aria-label={mark.label}
      x={box.x - marginPt}
      y={box.y - marginPt}
      width={box.w + 2 * marginPt}
      height={box.h + 2 * marginPt}
      rx={2}
      strokeWidth={isLit ? 1.5 : 1}
      vectorEffect="non-scaling-stroke"
      className={regionClass(mark.tone, isLit)}
    />
  );
};
