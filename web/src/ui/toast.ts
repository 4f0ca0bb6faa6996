export interface ToastMessage {
  id: number;
  text: string;
  tone: 'done' | 'failed' | 'neutral';
  action?: { label: string; onClick: () => void };
  durationMs: number;
}

let messages: readonly ToastMessage[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

const publish = (next: readonly ToastMessage[]): void => {
  messages = next;
  for (const listener of listeners) listener();
};

export const subscribeToasts = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const currentToasts = (): readonly ToastMessage[] => messages;
export const dismissToast = (id: number): void => publish(messages.filter((message) => message.id !== id));

/**
 * A passing message: `toast('Saved')`, `toast('Deleted', { action: { label: 'Undo', onClick } })`. Never the only place
 * where something important is said.
 */
export const toast = (
  text: string,
  { tone = 'neutral', durationMs = 5000, action }: Partial<Omit<ToastMessage, 'id' | 'text'>> = {},
): number => {
  lastId += 1;
  publish([...messages.slice(-2), { id: lastId, text, tone, durationMs, ...(action && { action }) }]);
  return lastId;
};
