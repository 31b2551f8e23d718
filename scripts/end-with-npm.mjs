// What npm runs ends with npm.

const LOOK_MS = 250;
/** As it was when this process began: setting up and building take their time, in which npm may have ended. */
const SHELL = process.ppid;

/**
 * npm passes a signal to the shell it started, and that dies of it without a word to the program it runs: who ended
 * `npm start` would leave the workstation behind, trading. So once that shell is gone, this process gets the signal that was meant for it.
 * On Windows there is no such shell in between, nor a new parent to tell it by.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const watch = setInterval(() => {
    if (process.ppid === SHELL) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS);
  watch.unref();
}
