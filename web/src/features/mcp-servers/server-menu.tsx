import { Ellipsis, Play, RotateCw, Square, Stethoscope, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { RedeployDialog } from './redeploy-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { serverWords } from './server-words.ts';
import { StopDialog } from './stop-dialog.tsx';
import { TestDialog } from './test-dialog.tsx';
import { useServerActions } from './use-server-actions.ts';

type Asking = 'test' | 'stop' | 'redeploy' | 'remove';
const icon = 'size-4';

/** The actions of one server, and the questions before those that cost something. */
export const ServerMenu = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  const mayManage = useCan('mcp-servers:manage');
  const actions = useServerActions();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const ask = (id: Asking, Icon: typeof Play): MenuItem => ({
    id,
    label: t(id),
    icon: <Icon className={icon} />,
    onSelect: () => setAsking(id),
  });
  const isOff = server.state === 'stopped' || server.state === 'failed';
  const isBuiltin = server.source.kind === 'builtin';
  const start = {
    id: 'start',
    label: t('start'),
    icon: <Play className={icon} />,
    onSelect: () => actions.start(server),
  };
  const changes = [
    ...(isOff ? [start] : []),
    ...(server.state === 'running' || server.state === 'sleeping' ? [ask('stop', Square)] : []),
    ...(server.state === 'removing' ? [] : [ask('redeploy', RotateCw)]),
  ];
  const groups = [
    [ask('test', Stethoscope)],
    ...(mayManage ? [changes] : []),
    ...(mayManage && !isBuiltin ? [[{ ...ask('remove', Trash2), danger: true }]] : []),
  ].filter((items) => items.length > 0);
  return (
    <>
      <Menu
        trigger={<IconButton label={t('actionsFor', { name: server.title })} icon={<Ellipsis className="size-4" />} />}
        groups={groups}
      />
      {asking === 'test' && <TestDialog server={server} onClose={close} />}
      {asking === 'stop' && <StopDialog server={server} onClose={close} />}
      {asking === 'redeploy' && <RedeployDialog server={server} onClose={close} />}
      {asking === 'remove' && <RemoveDialog server={server} onClose={close} />}
    </>
  );
};
