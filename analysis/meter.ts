/** What a run costs: kept apart, so that nothing else in the analysis looks at a clock. */
export type Meter = {
  /** Runs a step and adds the seconds it took to its name. */
  time<Result>(step: string, work: () => Result): Result;
  seconds(): Record<string, number>;
  peakMemoryMb(): number;
};

export function createMeter(): Meter {
  const spent: Record<string, number> = {};
  return {
    time(step, work) {
      const start = performance.now();
      try {
        return work();
      } finally {
        spent[step] = (spent[step] ?? 0) + (performance.now() - start) / 1000;
      }
    },
    seconds() {
      const rounded = Object.entries(spent).map(([step, s]) => [step, Math.round(s * 1000) / 1000]);
      return Object.fromEntries(rounded);
    },
    peakMemoryMb,
  };
}

/** The most memory that the process held, in megabytes (resident set). */
export function peakMemoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 102.4) / 10;
}
