import type { Rect } from './matrix.ts';
import type { PaintedArea, PaintedPage, TextRun } from './page-painter.ts';

export type VisibleRuns = {
  runs: TextRun[];
  hidden: number;
  scanLayer: boolean;
  pictureShare: number;
  pictureDensity: number;
};

type PageSize = { width: number; height: number };

/** Modes 3 and 7 draw nothing (ISO 32000-1, table 106). */
const drawsNothing = (run: TextRun): boolean => run.renderMode === 3 || run.renderMode === 7;

function centerOf(run: TextRun): { x: number; y: number } {
  const up = run.size * 0.3;
  return { x: run.x + (run.dx * run.length) / 2 + run.dy * up, y: run.y + (run.dy * run.length) / 2 - run.dx * up };
}

const contains = (area: Rect, { x, y }: { x: number; y: number }): boolean =>
  x >= area.x0 && x <= area.x1 && y >= area.y0 && y <= area.y1;

function isOutside(run: TextRun, page: PageSize): boolean {
  const { x, y } = centerOf(run);
  return x < 0 || y < 0 || x > page.width || y > page.height;
}

/** Text in the colour of what lies beneath it, or beneath something painted later. */
function isConcealed(run: TextRun, areas: readonly PaintedArea[]): boolean {
  if (run.alpha < 0.05) return true;
  const center = centerOf(run);
  const around = areas.filter((area) => contains(area, center));
  const covered = around.some((area) => area.order > run.order && area.opaque && area.fill !== null);
  if (covered) return true;
  if (run.fill === null) return false;
  const ground = around.findLast((area) => area.order < run.order && area.opaque);
  if (ground !== undefined && ground.fill === null) return false;
  return Math.abs(run.fill - (ground?.fill ?? 1)) < 0.05;
}

function pictureShare(areas: readonly PaintedArea[], page: PageSize): number {
  const covered = areas
    .filter((area) => area.picture !== null)
    .map(
      (a) =>
        Math.max(0, Math.min(a.x1, page.width) - Math.max(a.x0, 0)) *
        Math.max(0, Math.min(a.y1, page.height) - Math.max(a.y0, 0)),
    );
  return Math.min(1, covered.reduce((sum, area) => sum + area, 0) / (page.width * page.height));
}

/** Pixels per point of the widest picture. */
function pictureDensity(areas: readonly PaintedArea[]): number {
  const widest = areas.filter((area) => area.picture !== null).toSorted((a, b) => b.x1 - b.x0 - (a.x1 - a.x0))[0];
  return widest === undefined ? 0 : (widest.picture?.pixels ?? 0) / Math.max(1, widest.x1 - widest.x0);
}

/**
 * What a person sees: text that is transparent, tiny, off the page or in the colour of its ground is left out.
 * The exception is a scan's own text layer: nothing but invisible text over a picture that fills the page.
 */
export function visibleRuns(painted: PaintedPage, page: PageSize): VisibleRuns {
  const share = pictureShare(painted.areas, page);
  const inside = painted.runs.filter((run) => !isOutside(run, page) && run.size >= 2);
  const scanLayer = share > 0.6 && inside.length > 0 && inside.every(drawsNothing);
  const areas = painted.areas;
  const runs = scanLayer ? inside : inside.filter((run) => !drawsNothing(run) && !isConcealed(run, areas));
  return {
    runs,
    hidden: painted.runs.length - runs.length,
    scanLayer,
    pictureShare: share,
    pictureDensity: pictureDensity(areas),
  };
}
