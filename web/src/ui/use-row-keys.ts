import type { RefObject } from 'react';
import { useKeys } from '../lib/use-keys.ts';

/**
 * j/k and arrows move the focus over everything marked `data-row-link` inside the element; Enter is the link's own.
 * Without `arrows` these keep scrolling the page.
 */
export const useRowKeys = (ref: RefObject<HTMLElement | null>, { arrows = true } = {}): void => {
  const move = (step: 1 | -1) => (event: KeyboardEvent) => {
    const links = Array.from(ref.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? []);
    if (links.length === 0) return;
    const row = document.activeElement?.closest('tr, li');
    const isHere = (link: HTMLElement) =>
      link.contains(document.activeElement) || (row && link.closest('tr, li') === row);
    const focused = links.findIndex(isHere);
    // With the focus in the panel beside the list, the walk goes on from the open row.
    const at = focused >= 0 ? focused : links.findIndex((link) => link.ariaCurrent !== null);
    const next = at < 0 ? (step === 1 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1);
    event.preventDefault();
    links[next]?.focus();
    links[next]?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({ j: move(1), k: move(-1), ...(arrows && { ArrowDown: move(1), ArrowUp: move(-1) }) });
};
