import type { SaturationPoint } from '../charts/saturation.ts';

type Met = { readonly interviewId: string; readonly theme: number | null };

/** Themes met so far, interview after interview, in the order given. */
export function saturationOf(rows: readonly Met[]): SaturationPoint[] {
  const interviews = [...new Set(rows.map(({ interviewId }) => interviewId))];
  const themes = new Set<number>();
  return interviews.map((interview, index) => {
    for (const { interviewId, theme } of rows)
      if (interviewId === interview && theme !== null) themes.add(theme);
    return { interviews: index + 1, themes: themes.size };
  });
}
