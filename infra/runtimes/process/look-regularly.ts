const LOOK_EVERY_MS = 250;

const looks = new Set<() => void>();
let timer: NodeJS.Timeout | undefined;

/** Calls `look` every 250 ms until a server ended. All are called in the same moment, so that they can share what they read. */
export const lookRegularly = (look: () => void, ended: Promise<unknown>): void => {
  looks.add(look);
  timer ??= setInterval(() => {
    for (const each of looks) each();
  }, LOOK_EVERY_MS).unref();
  void ended.then(() => {
    looks.delete(look);
    if (looks.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  });
};
