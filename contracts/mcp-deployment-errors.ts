import { row, type ErrorRow } from './kernel/error-row.ts';

/** Why an MCP server cannot be installed, started or reached, in words that say what to do. */
export const mcpDeploymentErrors = {
  package_not_found: row(
    422,
    'notAvailable',
    ['The package {package} was not found in its registry.', 'Check the name and the version.'],
    ['Das Paket {package} wurde in seinem Verzeichnis nicht gefunden.', 'Prüfen Sie Name und Version.'],
  ),
  program_folder_not_found: row(
    422,
    'notAvailable',
    ['There is no folder {folder} among the programs of this installation.', 'Check its name, or ask an operator.'],
    [
      'Unter den Programmen dieser Installation gibt es keinen Ordner {folder}.',
      'Prüfen Sie seinen Namen, oder fragen Sie den Betrieb.',
    ],
  ),
  package_not_runnable: row(
    422,
    'notAvailable',
    ['The package {package} has nothing to run: {reason}.', 'Name the program with "bin", or choose another package.'],
    [
      'Das Paket {package} enthält nichts Ausführbares: {reason}.',
      'Nennen Sie das Programm mit "bin" oder wählen Sie ein anderes Paket.',
    ],
  ),
  package_install_failed: row(
    502,
    'notAvailable',
    ['The package {package} could not be installed: {reason}.', 'Read the log of the step, then deploy again.'],
    [
      'Das Paket {package} konnte nicht installiert werden: {reason}.',
      'Lesen Sie das Protokoll des Schritts und deployen Sie dann erneut.',
    ],
    true,
  ),
  image_not_found: row(
    422,
    'notAvailable',
    ['The image {image} was not found.', 'Check the name, or pull it on the machine of the agent.'],
    ['Das Image {image} wurde nicht gefunden.', 'Prüfen Sie den Namen oder laden Sie es auf die Maschine des Agenten.'],
  ),
  runtime_not_available: row(
    422,
    'notAvailable',
    ['Servers cannot run as {runtime} here: {reason}.', 'Choose another runtime, or install what is missing.'],
    [
      'Server können hier nicht als {runtime} laufen: {reason}.',
      'Wählen Sie eine andere Laufzeit oder installieren Sie, was fehlt.',
    ],
  ),
  server_start_failed: row(
    502,
    'notAvailable',
    ['The server ended right after its start: {reason}.', 'Read its log; often a setting or a secret is missing.'],
    [
      'Der Server endete direkt nach dem Start: {reason}.',
      'Lesen Sie sein Protokoll; oft fehlt eine Einstellung oder ein Geheimnis.',
    ],
  ),
  handshake_failed: row(
    502,
    'notAvailable',
    ['The program runs but does not speak MCP: {reason}.', 'Check that it is an MCP server, and its arguments.'],
    [
      'Das Programm läuft, spricht aber kein MCP: {reason}.',
      'Prüfen Sie, ob es ein MCP-Server ist, und seine Argumente.',
    ],
  ),
  port_taken: row(
    409,
    'notAvailable',
    ['The port {port} is in use by another program.', 'Choose another port, or stop that program.'],
    [
      'Der Port {port} wird von einem anderen Programm benutzt.',
      'Wählen Sie einen anderen Port oder beenden Sie das Programm.',
    ],
    true,
  ),
  agent_unreachable: row(
    503,
    'notAvailable',
    ['The deployment agent does not answer.', 'Check that it runs; deployments go on when it is back.'],
    [
      'Der Agent für Bereitstellungen antwortet nicht.',
      'Prüfen Sie, ob er läuft. Bereitstellungen gehen weiter, sobald er wieder antwortet.',
    ],
    true,
  ),
  limit_exceeded: row(
    507,
    'notAvailable',
    ['The server used more {resource} than its limit allows.', 'Raise the limit if that is right, then deploy again.'],
    [
      'Der Server hat mehr {resource} gebraucht, als sein Limit erlaubt.',
      'Erhöhen Sie das Limit, wenn das richtig ist, und deployen Sie dann erneut.',
    ],
  ),
  cluster_full: row(
    507,
    'notAvailable',
    ['The cluster has no room for the server: {reason}.', 'Lower its limits, or have the cluster enlarged.'],
    [
      'Im Cluster ist kein Platz für den Server: {reason}.',
      'Senken Sie seine Limits oder lassen Sie den Cluster vergrößern.',
    ],
    true,
  ),
  url_not_allowed: row(
    400,
    'invalidParams',
    ['This address cannot be used.', 'Use a public http(s) address, or ask an admin to allow it.'],
    [
      'Diese Adresse kann nicht benutzt werden.',
      'Nehmen Sie eine öffentliche http(s)-Adresse oder bitten Sie einen Admin, sie zu erlauben.',
    ],
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
