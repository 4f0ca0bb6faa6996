import type { FlowBlock } from '../../../../contracts/document-reading.ts';
import { useIsLit, useLighting } from '../../lib/spotlight.ts';
import type { SourceMark } from '../../lib/source-mark.ts';
import { cx } from '../../ui/class-names.ts';
import { GridView } from './grid-view.tsx';
import { textMarkClass } from './mark-class.ts';

/** Paragraphs and tables of a letter or mail. */
export const FlowView = ({
  label,
  blocks,
  marks,
}: {
  label: string;
  blocks: readonly FlowBlock[];
  marks: readonly SourceMark[];
}) => (
  <div className="flex flex-col gap-2 rounded-sm border bg-canvas p-4 md:p-6">
    {blocks.map((block, index) => {
      const own = marks.filter(({ source }) => source.block === index);
      return block.kind === 'table' ? (
        <GridView key={index} label={label} rows={block.rows} marks={own} isSheet={false} />
      ) : (
        <Paragraph key={index} block={block} mark={own[0]} />
      );
    })}
  </div>
);

const Paragraph = ({
  block,
  mark,
}: {
  block: Extract<FlowBlock, { kind: 'paragraph' }>;
  mark: SourceMark | undefined;
}) => {
  const isLit = useIsLit(mark?.key ?? '');
  const lighting = useLighting(mark?.key ?? '', 'source');
  return (
    <p
      {...(mark && { ...lighting, 'data-mark': mark.key, title: mark.label })}
      className={cx(
        'break-anywhere min-h-2 rounded-sm whitespace-pre-wrap',
        block.bold && 'font-semibold',
        block.listItem && 'ml-4',
        block.quoted && 'border-l-2 pl-3 text-ink-3',
        mark && `-mx-1 px-1 ${textMarkClass(mark.tone, isLit)}`,
      )}
    >
      {block.listItem && <span aria-hidden="true">• </span>}
      {block.text}
    </p>
  );
};
