import type { Locale } from './kernel/locale.ts';

/**
 * The `{reason}` of an error in German, by its English words. A reason crosses processes, workflows and the database as
 * the English sentence it was given with; whoever reads it gets it in their language. What is not in here comes from
 * a server, a package manager or the system, and stays as it was said.
 */
export const germanReasons: Readonly<Record<string, string>> = {
  'ended with code {code}': 'er endete mit Code {code}',
  'was ended by signal {signal}': 'er wurde durch Signal {signal} beendet',
  'was ended by {signal}': 'er wurde durch {signal} beendet',
  'was ended': 'er wurde beendet',
  'was stopped': 'er wurde gestoppt',
  'it was stopped': 'er wurde gestoppt',
  'it was removed': 'er wurde entfernt',
  'another version takes its place': 'eine andere Version tritt an seine Stelle',
  'the agent ends': 'der Agent wird beendet',
  'needed more than {size} MB of memory': 'er brauchte mehr als {size} MB Arbeitsspeicher',
  'wrote more than {size} MB': 'er schrieb mehr als {size} MB',
  'closed its output': 'er schloss seine Ausgabe',
  'closed its input': 'er schloss seine Eingabe',
  'its lists have more than {count} pages': 'seine Listen haben mehr als {count} Seiten',
  'it lists more than {count} tools, resources and prompts':
    'er listet mehr als {count} Werkzeuge, Ressourcen und Prompts auf',
  'its definitions are larger than {size} MB': 'seine Definitionen sind größer als {size} MB',
  'wrote a line without end': 'er schrieb eine Zeile ohne Ende',
  'its answer is larger than 10 MB': 'seine Antwort ist größer als 10 MB',
  'it is larger than 10 MiB': 'sie ist größer als 10 MiB',
  'it wrote something that is no MCP message': 'er schrieb etwas, das keine MCP-Nachricht ist',
  'it ended ({reason}) and is started again': 'er endete ({reason}) und wird neu gestartet',
  'it does not run': 'er läuft nicht',
  'it crashed': 'er ist abgestürzt',
  'it is still starting': 'er startet noch',
  'it runs, but does not answer': 'er läuft, antwortet aber nicht',
  'it did not answer in time': 'er antwortete nicht rechtzeitig',
  'it could not be reached': 'er war nicht zu erreichen',
  'it answered with HTTP {status}': 'er antwortete mit HTTP {status}',
  'it is not a JSON object': 'sie ist kein JSON-Objekt',
  'it is not what the protocol says': 'sie entspricht nicht dem Protokoll',
  'the connection failed': 'die Verbindung kam nicht zustande',
  'the connection to the agent ended': 'die Verbindung zum Agenten endete',
  'the agent does not know it': 'der Agent kennt ihn nicht',
  'the agent does not run it': 'der Agent führt ihn nicht aus',
  'this installation does not exist': 'diese Installation gibt es nicht',
  'this agent does not have it': 'dieser Agent hat sie nicht',
  'nothing of it is installed here': 'davon ist hier nichts installiert',
  'the container did not start': 'der Container startete nicht',
  'the container could not be made': 'der Container konnte nicht angelegt werden',
  'the sandbox could not be made: {words}': 'die Sandbox konnte nicht angelegt werden: {words}',
  'MCP_CONTAINER_SOCKET is not set': 'MCP_CONTAINER_SOCKET ist nicht gesetzt',
  'the container engine does not answer': 'die Container-Engine antwortet nicht',
  'was removed by the container engine': 'er wurde von der Container-Engine entfernt',
  'was killed, most likely for needing more than {size} MB of memory':
    'er wurde abgebrochen, wahrscheinlich weil er mehr als {size} MB Arbeitsspeicher brauchte',
  'MCP_KUBERNETES_NAMESPACE is not set': 'MCP_KUBERNETES_NAMESPACE ist nicht gesetzt',
  'only images run in Kubernetes': 'nur Images laufen in Kubernetes',
  'the kubeconfig cannot be read': 'die kubeconfig ist nicht lesbar',
  'the Kubernetes API does not answer in time': 'die Kubernetes-API antwortet nicht rechtzeitig',
  'the cluster does not accept the credentials of the agent': 'der Cluster nimmt die Anmeldung des Agenten nicht an',
  'the cluster does not allow it: {words}': 'der Cluster erlaubt es nicht: {words}',
  'the namespace is not there': 'den Namespace gibt es nicht',
  'the cluster refused it with HTTP {status}': 'der Cluster lehnte es mit HTTP {status} ab',
  'it was removed from the cluster': 'er wurde aus dem Cluster entfernt',
  'was removed from the cluster': 'er wurde aus dem Cluster entfernt',
  'the cluster did not start it within {seconds} s': 'der Cluster startete ihn nicht binnen {seconds} s',
  'the connection to it through the cluster was lost': 'die Verbindung zu ihm über den Cluster brach ab',
  'the container could not be made: {words}': 'der Container konnte nicht angelegt werden: {words}',
  'the node refused it: {words}': 'der Knoten lehnte ihn ab: {words}',
  'only images run in containers': 'nur Images laufen in Containern',
  'images run in containers': 'Images laufen in Containern',
  'containers run images': 'Container führen Images aus',
  'no answer to initialize within {seconds} s': 'keine Antwort auf initialize binnen {seconds} s',
  'its answer to initialize cannot be read': 'seine Antwort auf initialize ist nicht lesbar',
  'its answer to initialize has no result': 'seine Antwort auf initialize hat kein Ergebnis',
  'it speaks MCP {version}, which is not known here': 'er spricht MCP {version}, das hier nicht bekannt ist',
  'it refused: {words}': 'er lehnte ab: {words}',
  'it declares no program': 'es nennt kein Programm',
  'it declares no program named {name}, only {names}': 'es nennt kein Programm {name}, nur {names}',
  'it declares several programs ({names})': 'es nennt mehrere Programme ({names})',
  'its program {name} is not in it': 'sein Programm {name} ist nicht darin',
  'its package.json cannot be read': 'seine package.json ist nicht lesbar',
  'it is not among what was installed': 'es ist nicht unter dem, was installiert wurde',
  'it has no newest version': 'es hat keine neueste Version',
  'the package registry does not answer': 'das Paketverzeichnis antwortet nicht',
  'the package registry asks for a sign-in': 'das Paketverzeichnis verlangt eine Anmeldung',
  'the package registry refuses this package': 'das Paketverzeichnis verweigert dieses Paket',
  'the package index does not answer': 'das Paketverzeichnis antwortet nicht',
  'what the registry sent does not match its checksum':
    'was das Paketverzeichnis sandte, passt nicht zu seiner Prüfsumme',
  'the disk is full': 'die Festplatte ist voll',
  'it is not made for this machine': 'es ist nicht für diese Maschine gemacht',
  'npm ended without saying why': 'npm endete ohne Begründung',
  'npm is not installed on this machine': 'npm ist auf dieser Maschine nicht installiert',
  'Python on this machine has no pip or venv': 'Python auf dieser Maschine hat kein pip oder venv',
  'there is no python3 on this machine': 'auf dieser Maschine gibt es kein python3',
  'MCP_LOCAL_FOLDER is not set': 'MCP_LOCAL_FOLDER ist nicht gesetzt',
  'its definition changed since it was approved': 'seine Beschreibung hat sich seit der Freigabe geändert',
  'the server added it after its tools were approved': 'der Server hat es nach der Freigabe seiner Werkzeuge ergänzt',
};

const escaped = (words: string): string => words.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

const patternOf = (english: string): RegExp =>
  new RegExp(
    `^${english
      .split(/(\{\w+\})/)
      .map(asPattern)
      .join('')}$`,
    'u',
  );

const asPattern = (part: string): string => {
  const name = /^\{(\w+)\}$/.exec(part)?.[1];
  return name === undefined ? escaped(part) : `(?<${name}>[^\\n]{1,2000}?)`;
};

const german = Object.entries(germanReasons).map(([english, words]) => ({ pattern: patternOf(english), words }));

/** A reason in the words of one language; one that is nobody's of ours stays as it is. */
export const tellReason = (reason: string, locale: Locale): string => {
  if (locale === 'en') return reason;
  for (const { pattern, words } of german) {
    const found = pattern.exec(reason);
    if (found === null) continue;
    const values = found.groups ?? {};
    return words.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === 'reason' ? tellReason(values[name] ?? '', locale) : (values[name] ?? ''),
    );
  }
  return reason;
};
