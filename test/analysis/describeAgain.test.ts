import { describe, expect, it } from 'vitest';
import { describeAgain } from '../../analysis/describeAgain.ts';
import { analyse } from '../../analysis/pipeline.ts';
import { writeTowns } from './support/towns.ts';

const contributions = writeTowns(30);
const analysis = analyse(contributions, { classes: 3, method: 'reinert', bootstraps: 0 });
const spans = analysis.units.flatMap(({ contribution, start, end, theme }) =>
  theme === null ? [] : [{ contribution, start, end, theme }],
);
const request = {
  contributions: contributions.toReversed(),
  spans,
  themes: 3,
  settings: analysis.run.settings,
};
const placeOf = new Map(
  analysis.units.map(({ id, contribution, start, end }) => [id, `${contribution}#${start}-${end}`]),
);

describe('themes described again', () => {
  it('are described as the run described them, while nobody gathered any', () => {
    expect(describeAgain(request)).toEqual(
      analysis.themes.map((theme) => ({
        ...theme,
        typical: theme.typical.map((unit) => placeOf.get(unit)),
        stability: null,
      })),
    );
  });

  it('hold the segments of both once two are gathered, and the others keep theirs', () => {
    const merged = spans.map((span) => ({ ...span, theme: span.theme === 3 ? 1 : span.theme }));
    const [first, second, third] = describeAgain({ ...request, spans: merged });
    const [own, other, absorbed] = analysis.themes;
    expect(first?.size).toBe((own?.size ?? 0) + (absorbed?.size ?? 0));
    expect(second?.size).toBe(other?.size);
    expect([third?.size, third?.forms, third?.typical, third?.name]).toEqual([0, [], [], '']);
    // Words of either are words of the whole.
    const forms = first?.forms.map(({ form }) => form) ?? [];
    for (const theme of [own, absorbed]) expect(forms).toContain(theme?.forms[0]?.form);
  });
});
