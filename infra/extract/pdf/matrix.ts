/** A PDF transform [a b c d e f]: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The transform that applies `inner` first, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ];
}

export function apply(matrix: Matrix, x: number, y: number): [number, number] {
  return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
}

/** Reads six numbers from whatever list the PDF engine hands over. */
export function toMatrix(value: unknown): Matrix | null {
  const list = value instanceof Float32Array || value instanceof Float64Array ? Array.from(value) : value;
  if (!Array.isArray(list) || list.length < 6) return null;
  const [a, b, c, d, e, f] = list.map(Number);
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0];
}

export type Rect = { x0: number; y0: number; x1: number; y1: number };

/** The upright box around a transformed rectangle. */
export function boundsOf(matrix: Matrix, rect: Rect): Rect {
  const corners = [
    apply(matrix, rect.x0, rect.y0),
    apply(matrix, rect.x1, rect.y0),
    apply(matrix, rect.x0, rect.y1),
    apply(matrix, rect.x1, rect.y1),
  ];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}
