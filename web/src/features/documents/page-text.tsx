import type { ContentPart } from '../../../../contracts/document-reading.ts';

/** A page drawn from its text alone, for pages whose original is inside another file, such as a mail's attachment. */
export const PageText = ({ part, width, height }: { part: ContentPart; width: number; height: number }) => (
  <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="absolute inset-0 h-full w-full bg-white">
    {part.items?.map((item, index) => (
      <text
        key={index}
        x={item.x}
        y={item.y + item.h * 0.8}
        fontSize={item.size ?? item.h}
        fontWeight={item.bold ? 700 : 400}
        textLength={item.w > 0 ? item.w : undefined}
        lengthAdjust="spacingAndGlyphs"
        fill="#1a1b1e"
      >
        {item.text}
      </text>
    ))}
  </svg>
);
