import { describe, expect, it } from 'vitest';
import {
  buildGrid,
  type Met,
  stanceBySpeaker,
  type Voice,
} from '../../../analysis/findings/grid.ts';

const REGIONS = ['44', '24', '76'];
const CATEGORIES = ['mayor', 'prefecture', 'chamber'];

const met = (speaker: string, row: string, column: string, ...asked: string[]): Met => ({
  speaker,
  row,
  column,
  asked: new Set(asked),
});

const voice = (speaker: string, role: Voice['role'], question = 'interview:to-avoid'): Voice => ({
  speaker,
  role,
  question,
});

const cellOf = (people: Met[], voices: Voice[], row = '44', column = 'mayor') =>
  buildGrid(REGIONS, CATEGORIES, people, voices)
    .rows.find((line) => line.row === row)
    ?.cells.find((cell) => cell.column === column);

describe('The grid of a finding', () => {
  const rimonval = met('Rimonval', '44', 'mayor', 'interview:to-avoid');
  const vologny = met('Vologny', '44', 'mayor', 'interview:to-avoid');

  it('says « appuie » and « contredit » with how many stakeholders, however much each speaks', () => {
    const voices = [voice('Rimonval', 'supports'), voice('Rimonval', 'illustrates')];
    expect(cellOf([rimonval, vologny], voices)).toEqual({
      column: 'mayor',
      value: 'supports',
      for: 1,
      against: 0,
      mixed: 0,
      met: 2,
    });
    expect(cellOf([rimonval], [voice('Rimonval', 'contradicts')])?.value).toBe('contradicts');
  });

  it('shows both counts where the cell is divided', () => {
    const voices = [voice('Rimonval', 'supports'), voice('Vologny', 'contradicts')];
    expect(cellOf([rimonval, vologny], voices)).toMatchObject({
      value: 'mixed',
      for: 1,
      against: 1,
    });
  });

  it('takes « oui, mais » and one who says both for a divided voice', () => {
    expect(cellOf([rimonval], [voice('Rimonval', 'qualifies')])).toMatchObject({
      value: 'mixed',
      mixed: 1,
    });
    const both = [voice('Rimonval', 'supports'), voice('Rimonval', 'contradicts')];
    expect(stanceBySpeaker(both).get('Rimonval')).toBe('mixed');
  });

  it('writes « non évoqué » only where somebody was asked one of the questions that carry it', () => {
    const chamber = (...asked: string[]) => met('CCI', '44', 'chamber', ...asked);
    const supporter = voice('Rimonval', 'supports', 'interview:project-lead');
    const value = (person: Met) => cellOf([rimonval, person], [supporter], '44', 'chamber')?.value;
    expect(value(chamber('interview:project-lead', 'interview:role'))).toBe('not-mentioned');
    // The chambers' guide has no question on the project lead, or it was not put to them.
    expect(value(chamber('interview:role', 'interview:to-avoid'))).toBe('not-asked');
    expect(value(chamber())).toBe('not-asked');
    // The survey's question of the same name is another question.
    expect(value(chamber('survey:elus:project-lead'))).toBe('not-asked');
  });

  it('writes « non demandé » where nobody of the cell was met', () => {
    expect(cellOf([rimonval], [voice('Rimonval', 'supports')], '76', 'prefecture')).toMatchObject({
      value: 'not-asked',
      met: 0,
    });
  });

  it('is « non demandé » all over when nothing carries the finding', () => {
    const { rows } = buildGrid(REGIONS, CATEGORIES, [rimonval, vologny], []);
    expect(rows.flatMap(({ cells }) => cells).every(({ value }) => value === 'not-asked')).toBe(
      true,
    );
  });

  it('counts apart who speaks from no declared region or category', () => {
    const elsewhere = met('Bretagne', '53', 'mayor', 'interview:to-avoid');
    const nobody: Met = { ...rimonval, speaker: 'anonyme', row: null };
    const voices = [
      voice('Rimonval', 'supports'),
      voice('Bretagne', 'supports'),
      voice('anonyme', 'contradicts'),
      voice('jamais vu', 'supports'),
    ];
    expect(buildGrid(REGIONS, CATEGORIES, [rimonval, elsewhere, nobody], voices).outside).toBe(3);
  });

  it('loses nobody: cells and outside hold each speaker once', () => {
    const people = Array.from({ length: 40 }, (_, i) =>
      met(
        `p${i}`,
        ['44', '24', '76', '53'][i % 4] ?? '',
        CATEGORIES[i % 3] ?? '',
        'interview:role',
      ),
    );
    const roles = ['supports', 'contradicts', 'qualifies', 'illustrates'] as const;
    const voices = people.flatMap(({ speaker }, i) =>
      i % 5 === 0 ? [] : [voice(speaker, roles[i % 4] ?? 'supports'), voice(speaker, 'supports')],
    );
    const grid = buildGrid(REGIONS, CATEGORIES, people, voices);
    const inside = grid.rows
      .flatMap(({ cells }) => cells)
      .reduce((sum, cell) => sum + cell.for + cell.against + cell.mixed, 0);
    expect(inside + grid.outside).toBe(32);
  });
});
