import { notFound, row, type ErrorRow } from './kernel/error-row.ts';
import { mcpDeploymentErrors } from './mcp-deployment-errors.ts';

/** Errors of MCP servers, their deployments, and calls through the gateway (spec rows B9, C, E). */
export const mcpErrors = {
  mcp_server_not_found: notFound('This MCP server', 'Dieser MCP-Server'),
  mcp_tool_not_found: notFound('This tool', 'Dieses Werkzeug'),
  mcp_resource_not_found: notFound('This resource', 'Diese Ressource'),
  mcp_deployment_not_found: notFound('This deployment', 'Dieses Deployment'),
  mcp_connection_not_found: notFound('This connection', 'Diese Verbindung'),
  mcp_task_not_found: notFound('This task', 'Diese Aufgabe'),
  mcp_log_entry_not_found: notFound('This request', 'Diese Anfrage'),
  mcp_client_not_found: notFound('This client', 'Dieser Client'),
  mcp_server_name_taken: row(
    409,
    'invalidParams',
    ['There is already a server named {name}.', 'Choose another name, or change the existing server.'],
    [
      'Es gibt schon einen Server namens {name}.',
      'Wählen Sie einen anderen Namen oder ändern Sie den vorhandenen Server.',
    ],
  ),
  mcp_server_limit_reached: row(
    409,
    'invalidParams',
    ['The limit of MCP servers is reached: {limit}.', 'Remove one that is not used, or raise the limit.'],
    ['Das Limit an MCP-Servern ist erreicht: {limit}.', 'Entfernen Sie einen, oder erhöhen Sie das Limit.'],
  ),
  mcp_deployment_running: row(
    409,
    'invalidParams',
    ['A deployment of this server is running.', 'Wait for it to end, or cancel it.'],
    ['Für diesen Server läuft ein Deployment.', 'Warten Sie auf sein Ende oder brechen Sie es ab.'],
    true,
  ),
  mcp_deployment_over: row(
    409,
    'invalidParams',
    ['This deployment is over.', 'Reload the page to see where it stands.'],
    ['Dieses Deployment ist beendet.', 'Laden Sie die Seite neu, um den Stand zu sehen.'],
  ),
  mcp_server_not_running: row(
    409,
    'notAvailable',
    ['The server {name} is not running.', 'Start or deploy it, then try again.'],
    ['Der Server {name} läuft nicht.', 'Starten oder deployen Sie ihn und versuchen Sie es erneut.'],
    true,
  ),
  mcp_server_busy: row(
    503,
    'notAvailable',
    ['The server {name} works on many calls, and too many wait for it already.', 'Try again in a moment.'],
    [
      'Der Server {name} bearbeitet viele Aufrufe, und zu viele warten schon auf ihn.',
      'Versuchen Sie es gleich noch einmal.',
    ],
    true,
  ),
  mcp_server_unavailable: row(
    503,
    'notAvailable',
    [
      'The server {name} does not answer now: {reason}.',
      "Try again in a moment; if it stays, look at the server's page.",
    ],
    [
      'Der Server {name} antwortet gerade nicht: {reason}.',
      'Versuchen Sie es gleich noch einmal; bleibt es so, sehen Sie auf der Seite des Servers nach.',
    ],
    true,
  ),
  mcp_server_quarantined: row(
    503,
    'notAvailable',
    ['The server {name} crashed too often and is in quarantine.', 'Read its log, then start it again by hand.'],
    [
      'Der Server {name} ist zu oft abgestürzt und steht unter Quarantäne.',
      'Lesen Sie sein Protokoll und starten Sie ihn dann von Hand.',
    ],
  ),
  mcp_bad_output: row(
    502,
    'notAvailable',
    [
      'The server {name} sent an answer that cannot be used: {reason}.',
      "Try again; if it stays, report it to the server's author.",
    ],
    [
      'Der Server {name} hat eine unbrauchbare Antwort gesendet: {reason}.',
      'Versuchen Sie es erneut; bleibt es so, melden Sie es dem Autor des Servers.',
    ],
    true,
  ),
  mcp_definitions_too_large: row(
    502,
    'notAvailable',
    [
      'The server lists more than can be kept: {reason}.',
      "Configure it to offer less, use another version, or report it to the server's author.",
    ],
    [
      'Der Server listet mehr auf, als behalten werden kann: {reason}.',
      'Stellen Sie ein, dass er weniger anbietet, nehmen Sie eine andere Version oder melden Sie es dem Autor des Servers.',
    ],
  ),
  mcp_call_timeout: row(
    504,
    'notAvailable',
    [
      'The server {name} did not answer within {seconds} s.',
      'Try again, or call the tool as a task, which may take longer.',
    ],
    [
      'Der Server {name} hat nicht innerhalb von {seconds} s geantwortet.',
      'Versuchen Sie es erneut oder rufen Sie das Werkzeug als Aufgabe auf, die länger dauern darf.',
    ],
    true,
  ),
  mcp_call_interrupted: row(
    503,
    'notAvailable',
    [
      'The server {name} ended while it worked on this call, and the tool does not say that it may be repeated.',
      'Check what the tool did, then call it again.',
    ],
    [
      'Der Server {name} endete während dieses Aufrufs, und das Werkzeug sagt nicht, dass es wiederholt werden darf.',
      'Prüfen Sie, was das Werkzeug getan hat, und rufen Sie es dann erneut auf.',
    ],
  ),
  mcp_call_refused: row(
    422,
    'api',
    ['The server refused the call: {reason}.', 'Check the arguments against the schema of the tool.'],
    ['Der Server hat den Aufruf abgelehnt: {reason}.', 'Prüfen Sie die Argumente anhand des Schemas des Werkzeugs.'],
  ),
  mcp_tool_held: row(
    409,
    'invalidParams',
    [
      'The definition of the tool {tool} changed and waits for approval.',
      'Ask an admin to look at the change and to approve it.',
    ],
    [
      'Die Definition des Werkzeugs {tool} hat sich geändert und wartet auf Freigabe.',
      'Bitten Sie einen Admin, die Änderung anzusehen und freizugeben.',
    ],
  ),
  mcp_tool_quarantined: row(
    409,
    'invalidParams',
    [
      'The tool {tool} is in quarantine and cannot be approved: {reason}.',
      "Read its definition among the tools on the server's page. It leaves quarantine with a version of the server that defines it without this.",
    ],
    [
      'Das Werkzeug {tool} ist in Quarantäne und kann nicht freigegeben werden: {reason}.',
      'Lesen Sie seine Definition unter den Werkzeugen auf der Seite des Servers. Es verlässt die Quarantäne mit einer Version des Servers, die es ohne dies definiert.',
    ],
  ),
  mcp_tool_name_taken: row(
    409,
    'invalidParams',
    ['Another tool has the name {name}.', 'Choose another name.'],
    ['Ein anderes Werkzeug hat den Namen {name}.', 'Wählen Sie einen anderen Namen.'],
  ),
  mcp_log_entry_not_replayable: row(
    409,
    'invalidParams',
    ['This request cannot be sent again: {reason}.', 'Call the tool anew.'],
    ['Diese Anfrage kann nicht erneut gesendet werden: {reason}.', 'Rufen Sie das Werkzeug neu auf.'],
  ),
  mcp_task_over: row(
    409,
    'invalidParams',
    ['This task is over.', 'Read its result, or start a new one.'],
    ['Diese Aufgabe ist beendet.', 'Lesen Sie ihr Ergebnis oder starten Sie eine neue.'],
  ),
  mcp_connection_exists: row(
    409,
    'invalidParams',
    ['The agent {agent} is connected to this server already.', 'Use that connection, or disconnect it first.'],
    [
      'Der Agent {agent} ist mit diesem Server schon verbunden.',
      'Nutzen Sie diese Verbindung oder trennen Sie sie zuerst.',
    ],
  ),
  mcp_connection_test_failed: row(
    409,
    'notAvailable',
    ['The server did not pass the connection test: {reason}.', "Look at the server's page for the cause."],
    [
      'Der Server hat den Verbindungstest nicht bestanden: {reason}.',
      'Sehen Sie auf der Seite des Servers nach der Ursache.',
    ],
    true,
  ),
  mcp_config_unreadable: row(
    422,
    'invalidParams',
    ['This is not a usable mcp.json: {reason}.', 'Check the file; it needs an object "mcpServers".'],
    ['Das ist keine brauchbare mcp.json: {reason}.', 'Prüfen Sie die Datei; sie braucht ein Objekt "mcpServers".'],
  ),
  ...mcpDeploymentErrors,
  authorization_required: row(
    401,
    'authentication',
    ['The server {name} asks for a sign-in.', 'Sign in to it, then try again.'],
    ['Der Server {name} verlangt eine Anmeldung.', 'Melden Sie sich bei ihm an und versuchen Sie es dann erneut.'],
  ),
  authorization_failed: row(
    502,
    'notAvailable',
    ['Signing in to this server did not work: {reason}.', 'Try again; if it stays, ask whoever runs the server.'],
    [
      'Die Anmeldung bei diesem Server hat nicht geklappt: {reason}.',
      'Versuchen Sie es erneut; bleibt es so, fragen Sie den Betreiber des Servers.',
    ],
  ),
  mcp_authorization_not_found: notFound('This sign-in', 'Diese Anmeldung'),
  oauth_state_invalid: row(
    400,
    'authentication',
    ['This sign-in was not started here, or took too long.', 'Start it again.'],
    ['Diese Anmeldung wurde nicht hier begonnen oder hat zu lange gedauert.', 'Beginnen Sie sie erneut.'],
  ),
  approval_required: row(
    409,
    'notAvailable',
    ['This call needs an approval.', 'Approve or refuse it under tasks.'],
    ['Dieser Aufruf braucht eine Freigabe.', 'Geben Sie ihn unter Aufgaben frei oder lehnen Sie ihn ab.'],
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
