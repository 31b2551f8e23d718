/** Where a command talks to its user. Results go to stdout; everything else to stderr, so that --json stays one document. */
export interface Console {
  /** A line of the result, on stdout. */
  print(line: string): void;
  /** The launch address with its token, which a person needs whole: the one exemption from scrubbing. */
  address(line: string, to: 'stdout' | 'stderr'): void;
  /** A notice, on stderr. */
  notice(line: string): void;
  /** Replaces the progress line, on a terminal only; an empty text ends it. */
  progress(line: string): void;
  /** Asks a question on the terminal; `undefined` without one. */
  ask(question: string): Promise<string | undefined>;
}

/** What is masked before it is shown: in results known secrets, in free text also what looks like one. */
export interface ConsoleScrubber {
  readonly text: (text: string) => string;
  readonly known: (text: string) => string;
}

/** The process's own console. Everything it shows is scrubbed but the launch address. */
export function processConsole(scrubber: ConsoleScrubber): Console {
  const isTerminal = process.stderr.isTTY === true;
  let hasProgress = false;
  const clear = () => {
    if (hasProgress) process.stderr.write('\r\u001b[2K');
    hasProgress = false;
  };
  return {
    print: (line) => {
      clear();
      process.stdout.write(`${scrubber.known(line)}\n`);
    },
    address: (line, to) => {
      clear();
      process[to].write(`${line}\n`);
    },
    notice: (line) => {
      clear();
      process.stderr.write(`${scrubber.text(line)}\n`);
    },
    progress: (line) => {
      if (!isTerminal) return;
      clear();
      if (line === '') return;
      process.stderr.write(scrubber.known(line).slice(0, (process.stderr.columns || 80) - 1));
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
