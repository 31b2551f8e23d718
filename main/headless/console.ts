/** Where a command talks to its user. Results go to stdout; everything else to stderr, so that --json stays one document. */
export interface Console {
  /** A line of the result, on stdout. */
  print(line: string): void;
  /** A notice, on stderr. */
  notice(line: string): void;
  /** Replaces the progress line, on a terminal only; an empty text ends it. */
  progress(line: string): void;
  /** Asks a question on the terminal; `undefined` without one. */
  ask(question: string): Promise<string | undefined>;
}

/** The process's own console. */
export function processConsole(): Console {
  const isTerminal = process.stderr.isTTY === true;
  let hasProgress = false;
  const clear = () => {
    if (hasProgress) process.stderr.write('\r\u001b[2K');
    hasProgress = false;
  };
  return {
    print: (line) => {
      clear();
      process.stdout.write(`${line}\n`);
    },
    notice: (line) => {
      clear();
      process.stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (!isTerminal) return;
      clear();
      if (line === '') return;
      process.stderr.write(line.slice(0, (process.stderr.columns ?? 80) - 1));
      hasProgress = true;
    },
    ask: async (question) => {
      if (process.stdin.isTTY !== true || !isTerminal) return undefined;
      const { createInterface } = await import('node:readline/promises');
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
  };
}
