import { AccessFields } from './access-fields.tsx';
import { BehaviourFields } from './behaviour-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { NameFields } from './name-fields.tsx';
import { SourceFields } from './source-fields.tsx';
import type { NamedValue } from './server-form.ts';
import type { ServerFormProps } from './use-form-field.ts';

interface ServerFieldsProps extends ServerFormProps {
  nameFixed?: boolean;
  secrets: readonly NamedValue[];
  secretNote: string | null;
  onSecrets: (secrets: readonly NamedValue[]) => void;
}

/** All fields of a server, for a new one and for one that is there. */
export const ServerFields = ({ nameFixed = false, secrets, secretNote, onSecrets, ...props }: ServerFieldsProps) => (
  <>
    <SourceFields {...props} />
    <NameFields {...props} nameFixed={nameFixed} />
    <AccessFields {...props} secrets={secrets} secretNote={secretNote} onSecrets={onSecrets} />
    <BehaviourFields {...props} />
    <LimitFields {...props} />
  </>
);
