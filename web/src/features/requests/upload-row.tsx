import { CircleAlert, CircleCheck, CircleX, File, Pause, Play, RotateCw, X } from 'lucide-react';
import { Link } from 'react-router';
import { useErrorText } from '../../lib/error-text.ts';
import { formatBytes } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { isPassing } from '../../lib/query.ts';
import { useLocale } from '../../lib/locale.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { requestWords } from './request-words.ts';
import { addUploads, pauseUpload, removeUpload, resumeUpload, retryUpload, type Upload } from './upload-store.ts';

const icon = 'size-4';
const signs = {
  queued: <File aria-hidden="true" className="size-4 text-ink-3" />,
  sending: <File aria-hidden="true" className="size-4 text-accent" />,
  paused: <Pause aria-hidden="true" className="size-4 text-needs" />,
  done: <CircleCheck aria-hidden="true" className="size-4 text-done" />,
  duplicate: <CircleAlert aria-hidden="true" className="size-4 text-needs" />,
  failed: <CircleX aria-hidden="true" className="size-4 text-failed" />,
} as const;

/** One file on its way, with what can be done about it. */
export const UploadRow = ({ upload }: { upload: Upload }) => {
  const t = useWords(requestWords);
  const { id, file, state, sentBytes, canPause } = upload;
  const isUnderWay = state === 'queued' || state === 'sending' || state === 'paused';
  return (
    <li className="flex gap-3 border-b px-4 py-3 last:border-b-0">
      <span className="mt-0.5">{signs[state]}</span>
      <div className="min-w-0 grow">
        <p className="truncate font-medium" title={file.name}>
          {file.name}
        </p>
        <Note upload={upload} />
        {(state === 'sending' || state === 'paused') && (
          <div className="mt-2">
            <ProgressBar label={t('progressOf', { name: file.name })} done={sentBytes} total={file.size} />
          </div>
        )}
        {state === 'duplicate' && <DuplicateChoice upload={upload} />}
      </div>
      <div className="-my-1 flex">
        {canPause && state === 'sending' && (
          <IconButton
            size="small"
            label={t('pause')}
            icon={<Pause className={icon} />}
            onClick={() => pauseUpload(id)}
          />
        )}
        {state === 'paused' && (
          <IconButton
            size="small"
            label={t('resume')}
            icon={<Play className={icon} />}
            onClick={() => resumeUpload(id)}
          />
        )}
        {state === 'failed' && isPassing(upload.error) && (
          <IconButton
            size="small"
            label={t('again')}
            icon={<RotateCw className={icon} />}
            onClick={() => retryUpload(id)}
          />
        )}
        <IconButton
          size="small"
          label={isUnderWay ? t('cancelUpload') : t('removeUpload')}
          icon={<X className={icon} />}
          onClick={() => removeUpload(id)}
        />
      </div>
    </li>
  );
};

const Note = ({ upload: { state, sentBytes, file, error } }: { upload: Upload }) => {
  const t = useWords(requestWords);
  const locale = useLocale();
  const textOf = useErrorText();
  const sizes = { sent: formatBytes(sentBytes, locale), size: formatBytes(file.size, locale) };
  if (state === 'failed') {
    const { message, recovery } = textOf(error);
    return (
      <p role="alert" className="break-anywhere text-small text-failed">
        {message} {recovery}
      </p>
    );
  }
  const text = {
    queued: t('queued'),
    sending: t('sentOf', sizes),
    paused: t('paused', sizes),
    done: t('received'),
    duplicate: t('duplicate'),
  }[state];
  return <p className="figures text-small text-ink-3">{text}</p>;
};

const DuplicateChoice = ({ upload: { id, documentId, file } }: { upload: Upload }) => {
  const t = useWords(requestWords);
  const readAgain = () => {
    removeUpload(id);
    addUploads([file], true);
  };
  return (
    <div className="mt-2 flex gap-2">
      <Link to={`/requests/${documentId}`} onClick={() => removeUpload(id)} className={buttonClass({ size: 'small' })}>
        {t('openIt')}
      </Link>
      <Button size="small" tone="quiet" onClick={readAgain}>
        {t('readAgain')}
      </Button>
    </div>
  );
};
