import { useState } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { stableJson } from '../../lib/stable-json.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import type { QuestionProps } from './question.tsx';
import { readArguments } from './read-draft.ts';
import { taskWords } from './task-words.ts';

/** A question of a kind that has no form, such as sampling: its content, and an answer as JSON. */
export const JsonQuestion = ({ request, busy, onAnswer }: QuestionProps) => {
  const t = useWords(taskWords);
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const send = () => {
    const response = text.trim() === '' ? null : readArguments(text);
    setWrong(response === null);
    if (response) onAnswer(response);
  };
  return (
    <Form onSubmit={send} busy={busy} className="gap-3">
      <p className="break-anywhere">{t('otherQuestion', { method: request.method.slice(0, 100) })}</p>
      <CodeBlock label={t('request')} text={stableJson(request.params)} />
      <Field label={t('answerJson')} error={isWrong ? t('answerWrong') : undefined}>
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            spellCheck={false}
            className="font-mono"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="submit" tone="primary" busy={busy}>
          {t('answer')}
        </Button>
      </div>
    </Form>
  );
};
