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
  'it could not be limited': 'er ließ sich nicht begrenzen',
  'the sandbox could not be made: {words}': 'die Sandbox konnte nicht angelegt werden: {words}',
  'MCP_CONTAINER_SOCKET is not set': 'MCP_CONTAINER_SOCKET ist nicht gesetzt',
  'the container engine does not answer': 'die Container-Engine antwortet nicht',
  'the container engine does not answer in time': 'die Container-Engine antwortet nicht rechtzeitig',
  'the container cannot be reached: {reason}': 'der Container ist nicht erreichbar: {reason}',
  'its engine is on another machine than the agent, or hides its processes':
    'seine Engine läuft auf einem anderen Rechner als der Agent oder verbirgt ihre Prozesse',
  'nsenter is not installed; install it (apt-get install util-linux)':
    'nsenter ist nicht installiert; installieren Sie es (apt-get install util-linux)',
  'did not listen on port {port}': 'er lauschte nicht auf Port {port}',
  'listens no more on port {port}': 'er lauscht nicht mehr auf Port {port}',
  'the connection to it was lost': 'die Verbindung zu ihm brach ab',
  'forgot its session': 'er vergaß seine Sitzung',
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
  'it has no name': 'es hat keinen Namen',
  'its name has characters that names must not have': 'sein Name hat Zeichen, die Namen nicht haben dürfen',
  'its input schema is not an object': 'sein Eingabe-Schema ist kein Objekt',
  'its definition has more than {count} parts': 'seine Beschreibung hat mehr als {count} Teile',
  'its definition is larger than 256 KB': 'seine Beschreibung ist größer als 256 KB',
  'its definition is nested deeper than {count}': 'seine Beschreibung ist tiefer als {count} Ebenen verschachtelt',
  'its schema has a pattern that takes forever on some texts':
    'sein Schema hat ein Muster, das bei manchen Texten endlos rechnet',
  'its schema refers to another address': 'sein Schema verweist auf eine andere Adresse',
  'it has invisible characters': 'es hat unsichtbare Zeichen',
  'it has control characters': 'es hat Steuerzeichen',
  'its description gives the model orders that a tool has no business to give':
    'seine Beschreibung gibt dem Modell Anweisungen, die einem Werkzeug nicht zustehen',
  "its description steers the use of another server's {tool}":
    'seine Beschreibung lenkt, wie {tool} eines anderen Servers benutzt wird',
  'the answer is no tool result': 'die Antwort ist kein Werkzeug-Ergebnis',
  'it is not a tool call': 'sie ist kein Werkzeug-Aufruf',
  'its arguments held something secret or personal, which is not kept':
    'ihre Argumente enthielten Geheimes oder Persönliches, das nicht aufbewahrt wird',
  'its arguments were too large to be kept whole': 'ihre Argumente waren zu groß, um ganz aufbewahrt zu werden',
  'it named no page to sign in at': 'er nannte keine Seite für die Anmeldung',
  'it wants more than the sign-in gave, though it was asked for that':
    'er will mehr, als die Anmeldung gab, obwohl danach gefragt wurde',
  'it has no columns': 'sie hat keine Spalten',
  'it has no rows': 'sie hat keine Zeilen',
  'it has more than {count} rows; split it': 'sie hat mehr als {count} Zeilen; teilen Sie sie',
  'row {row} cannot be split into columns': 'Zeile {row} lässt sich nicht in Spalten teilen',
  'its file is gone': 'ihre Datei ist nicht mehr da',
  'it is no CSV, Excel or PDF file': 'sie ist keine CSV-, Excel- oder PDF-Datei',
  'it holds no table with a known header row': 'sie enthält keine Tabelle mit einer bekannten Kopfzeile',
  'it is damaged': 'sie ist beschädigt',
  'it is protected by a password': 'sie ist mit einem Passwort geschützt',
  'it has too many pages, rows or cells': 'sie hat zu viele Seiten, Zeilen oder Zellen',
  'it is too large': 'sie ist zu groß',
  'reading it takes too long': 'ihr Lesen dauert zu lange',
  'it unpacks to far more than it should': 'sie entpackt sich auf weit mehr, als sie sollte',
  'it is not JSON': 'sie ist kein JSON',
  'it is not an object': 'sie ist kein Objekt',
  'it names no servers': 'sie nennt keine Server',
  'is not an object': 'ist kein Objekt',
  'has neither a command nor a url': 'hat weder ein Kommando noch eine Adresse',
  'runs "{command}"; only npx, uvx, docker and urls can be taken over':
    'führt „{command}“ aus; nur npx, uvx, docker und Adressen lassen sich übernehmen',
  'names no package': 'nennt kein Paket',
  'only "docker run" can be taken over': 'nur „docker run“ lässt sich übernehmen',
  'names no image': 'nennt kein Image',
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

/** English words with `{placeholders}`, each with the German ones, in the order in which they are tried. */
export const translations = (pairs: readonly (readonly [english: string, german: string])[]) =>
  pairs.map(([english, words]) => ({ pattern: patternOf(english), words }));

/** German words for English ones; what no translation knows stays as it is. */
export const translate = (text: string, known: ReturnType<typeof translations>): string => {
  for (const { pattern, words } of known) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const values = found.groups ?? {};
    return words.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === 'reason' ? tellReason(values[name] ?? '', 'de') : (values[name] ?? ''),
    );
  }
  return text;
};

const german = translations(Object.entries(germanReasons));

/** A reason in the words of one language; one that is nobody's of ours stays as it is. */
export const tellReason = (reason: string, locale: Locale): string =>
  locale === 'en' ? reason : translate(reason, german);
