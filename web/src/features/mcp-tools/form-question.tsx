import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import type { QuestionProps } from './question.tsx';
import type { Json } from './schema-form.ts';
import { taskWords } from './task-words.ts';
import { ToolInput } from './tool-input.tsx';
import { useToolInput } from './use-tool-input.ts';

const maxMessage = 2_000;

/** A question with a schema: its message and a form. */
export const FormQuestion = ({ request, schema, busy, onAnswer }: QuestionProps & { schema: Json }) => {
  const t = useWords(taskWords);
  const input = useToolInput({ inputSchema: { ...schema } });
  const message = request.params['message'];
  const send = () => {
    const content = input.read();
    if (content) onAnswer({ action: 'accept', content });
  };
  return (
    <Form onSubmit={send} busy={busy} className="gap-4">
      {typeof message === 'string' && (
        <p className="break-anywhere whitespace-pre-line">{message.slice(0, maxMessage)}</p>
      )}
      <ToolInput input={input} />
      <div className="flex gap-2">
        <Button type="submit" tone="primary" busy={busy}>
          {t('answer')}
        </Button>
        <Button busy={busy} onClick={() => onAnswer({ action: 'decline' })}>
          {t('decline')}
        </Button>
      </div>
    </Form>
  );
};
