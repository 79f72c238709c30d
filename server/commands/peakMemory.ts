/** The most memory that the process held, in megabytes (resident set). */
export function peakMemoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 102.4) / 10;
}
