import { defineWords } from '../../lib/i18n.ts';

export const connectionWords = defineWords({
  list: { en: 'Connected assistants', de: 'Verbundene Assistenten' },
  intro: {
    en: 'Assistants that may use this server. Each is tested before it is connected.',
    de: 'Assistenten, die diesen Server nutzen dürfen. Vor dem Verbinden wird getestet.',
  },
  emptyTitle: { en: 'No assistant is connected', de: 'Kein Assistent ist verbunden' },
  emptyText: { en: 'Connect one by its name.', de: 'Verbinden Sie einen mit seinem Namen.' },
  agent: { en: 'Assistant', de: 'Assistent' },
  agentHint: { en: 'Its name, such as sales-assistant.', de: 'Sein Name, etwa sales-assistant.' },
  agentWrong: {
    en: 'Give a name of at most 100 characters.',
    de: 'Geben Sie einen Namen mit höchstens 100 Zeichen an.',
  },
  connect: { en: 'Connect', de: 'Verbinden' },
  connected: { en: '{agent} is connected', de: '{agent} ist verbunden' },
  disconnect: { en: 'Disconnect', de: 'Trennen' },
  disconnectOf: { en: 'Disconnect {agent}', de: '{agent} trennen' },
  disconnectTitle: { en: 'Disconnect {agent}?', de: '{agent} trennen?' },
  disconnectText: {
    en: 'It loses the tools of this server at once.',
    de: 'Er verliert sofort die Werkzeuge dieses Servers.',
  },
  stateConnected: { en: 'Connected', de: 'Verbunden' },
  stateDisconnected: { en: 'Disconnected', de: 'Getrennt' },
  tools: { en: 'tools', de: 'Werkzeuge' },
  resources: { en: 'resources', de: 'Ressourcen' },
  prompts: { en: 'prompts', de: 'Prompts' },
  by: { en: 'by {name}', de: 'von {name}' },
});
