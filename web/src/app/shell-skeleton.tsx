import { SkeletonRows } from '../ui/skeleton.tsx';

/** The frame before it is known who is signed in. */
export const ShellSkeleton = () => (
  <div className="flex min-h-dvh">
    <div className="hidden w-56 shrink-0 border-r bg-frame md:block" />
    <div className="grow pt-24">
      <SkeletonRows />
    </div>
  </div>
);
