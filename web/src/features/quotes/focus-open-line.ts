/** Brings the first line that needs a person (after a position, when there is one) into view and moves the focus there. */
export const focusOpenLine = (afterPosition = 0): void => {
  const lines = Array.from(document.querySelectorAll<HTMLElement>('[data-open-line]'));
  const line = lines.find((each) => Number(each.dataset['openLine']) > afterPosition) ?? lines[0];
  line?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  line?.focus({ preventScroll: true });
};

/** After a line was decided, its place is gone and the focus with it: the next one to decide takes it. */
export const focusAfterDecision = (position: number): void => {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusOpenLine(position);
  });
};
