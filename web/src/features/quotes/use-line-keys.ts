import { useKeys } from '../../lib/use-keys.ts';

const focusedLine = (): HTMLElement | null =>
  document.activeElement instanceof HTMLElement && document.activeElement.matches('[data-line]')
    ? document.activeElement
    : null;

const chooseNth = (place: number) => (): void =>
  focusedLine()?.querySelectorAll<HTMLElement>('[data-candidate] button')[place]?.click();

/** On the focused line: 1 to 5 choose the candidate of that place, Enter opens or closes its details. */
export const useLineKeys = (): void =>
  useKeys({
    1: chooseNth(0),
    2: chooseNth(1),
    3: chooseNth(2),
    4: chooseNth(3),
    5: chooseNth(4),
    Enter: () => focusedLine()?.querySelector<HTMLElement>('[aria-expanded]')?.click(),
  });
