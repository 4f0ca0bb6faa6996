import { CircleAlert } from 'lucide-react';

interface ConflictNoteProps {
  title: string;
  /** What happened to the form and what to do. */
  text: string;
  /** What the other person changed, one line each. */
  changes: readonly string[];
}

/** Says in a form that somebody else saved first, and what they changed. */
export const ConflictNote = ({ title, text, changes }: ConflictNoteProps) => (
  <div role="alert" className="flex gap-2 rounded-md bg-needs-soft px-3 py-2">
    <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-needs" />
    <div className="break-anywhere min-w-0">
      <p className="font-medium text-needs">{title}</p>
      <p>{text}</p>
      {changes.length > 0 && (
        <ul className="mt-1 list-disc pl-4">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </div>
  </div>
);
