/** Marks what can be reached also while a dialog is open. */
const ALWAYS = '[data-always]';

/** Puts the page out of reach of pointer, keyboard and screen reader, but for the parts marked as always there; undone by what it returns. */
export function stillPage(): () => void {
  const stilled: HTMLElement[] = [];
  const still = (parent: Element) => {
    for (const part of parent.children) {
      if (!(part instanceof HTMLElement) || part.matches(ALWAYS) || part.inert) continue;
      if (part.querySelector(ALWAYS) !== null) {
        still(part);
        continue;
      }
      part.inert = true;
      stilled.push(part);
    }
  };
  const page = document.querySelector('.app');
  if (page !== null) still(page);
  return () => {
    for (const part of stilled) part.inert = false;
  };
}
