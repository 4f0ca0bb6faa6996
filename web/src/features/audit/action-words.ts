import { defineWords, type Translate } from '../../lib/i18n.ts';

/** What people call the recorded actions that this version knows. */
export const actionWords = defineWords({
  'mcp_server.deploy': { en: 'Deployed a server', de: 'Server bereitgestellt' },
  'mcp_server.update': { en: 'Changed the settings of a server', de: 'Einstellungen eines Servers geändert' },
  'mcp_server.redeploy': { en: 'Deployed a server again', de: 'Server neu bereitgestellt' },
  'mcp_server.upgrade': { en: 'Upgraded a server', de: 'Server aktualisiert' },
  'mcp_server.start': { en: 'Started a server', de: 'Server gestartet' },
  'mcp_server.stop': { en: 'Stopped a server', de: 'Server gestoppt' },
  'mcp_server.remove': { en: 'Removed a server', de: 'Server entfernt' },
  'mcp_deployment.cancel': { en: 'Cancelled a deployment', de: 'Bereitstellung abgebrochen' },
  'mcp_tool.curate': { en: 'Hid, renamed or approved a tool', de: 'Werkzeug verborgen, umbenannt oder freigegeben' },
  'mcp_tool.approve': { en: 'Approved tools', de: 'Werkzeuge freigegeben' },
  'mcp_client.create': { en: 'Let a client in', de: 'Client zugelassen' },
  'mcp_client.remove': { en: 'Shut a client out', de: 'Client ausgeschlossen' },
  'service_account.create': { en: 'Created a service account', de: 'Dienstkonto angelegt' },
  'service_account.rotate': {
    en: 'Replaced the secret of a service account',
    de: 'Geheimnis eines Dienstkontos ersetzt',
  },
  'service_account.delete': { en: 'Deleted a service account', de: 'Dienstkonto gelöscht' },
  'user.invite': { en: 'Invited a user', de: 'Benutzer eingeladen' },
  'user.change': { en: 'Changed a user', de: 'Benutzer geändert' },
  'quotas.change': { en: 'Changed the limits of the workspace', de: 'Limits des Arbeitsbereichs geändert' },
  'mcp_connection.connect': { en: 'Connected an assistant', de: 'Assistent verbunden' },
  'mcp_connection.disconnect': { en: 'Disconnected an assistant', de: 'Assistent getrennt' },
});

const isKnown = (action: string): action is keyof typeof actionWords => Object.hasOwn(actionWords, action);

/** The plain name of an action; one that nobody has translated yet is shown as it was recorded. */
export const actionName = (action: string, t: Translate<typeof actionWords>): string =>
  isKnown(action) ? t(action) : action;
