import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What breaks WCAG 2.2 AA on a page, each with the elements that do. */
export const accessibilityViolations = async (page: Page): Promise<string[]> => {
  await stylesSettled(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(describeNode).join(' | ')}`);
};

const describeNode = ({ html, any }: { html: string; any: { message: string }[] }): string =>
  [html.slice(0, 120), ...any.map(({ message }) => message)].join(' ');

/** A change of colours or width is drawn a frame later, and may start animations then: what axe reads has to be the last of them. */
const stylesSettled = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });

/** What is wrong with the page that is shown, on desk and phone, light and dark: accessibility, or wider than its window. */
export const layoutViolations = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      const violations = await accessibilityViolations(page);
      found.push(...violations.map((violation) => `${colorScheme}, ${width} px: ${violation}`));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) found.push(`${colorScheme}, ${width} px: ${overflow} px wider than the window`);
    }
  return found;
};
