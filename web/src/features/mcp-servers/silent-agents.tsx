import { CauseNote } from '../../ui/cause-note.tsx';
import { useAgents } from './use-agents.ts';

/** Says above the servers that an agent does not answer; each server's own health follows only with its next check. */
export const SilentAgents = () => {
  const causes = useAgents().data?.items.flatMap(({ address, cause }) => (cause ? [{ address, cause }] : [])) ?? [];
  return (
    <div role="status" className="flex flex-col gap-2 px-4 pb-3 empty:hidden md:px-8">
      {causes.map(({ address, cause }) => (
        <CauseNote key={address ?? ''} cause={cause} />
      ))}
    </div>
  );
};
