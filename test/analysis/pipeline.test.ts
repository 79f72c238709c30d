import { describe, expect, test } from 'vitest';
import { type Analysis, STEP_NAMES } from '../../analysis/analysis.ts';
import { createRandom, randomInteger } from '../../analysis/math/random.ts';
import { analyse, Cancelled } from '../../analysis/pipeline.ts';
import { type Subject, writeTowns } from './support/towns.ts';

const towns = writeTowns(90);
const towns3 = analyse(towns, { classes: 3, bootstraps: 5 });

describe('An analysis of what mayors say', () => {
  test('finds the three subjects they speak of', () => {
    const subjectOf = new Map(towns.map(({ id, subject }) => [id, subject]));
    const found = new Map<number | null, Set<Subject | undefined>>();
    for (const { id, theme } of towns3.contributions) {
      found.set(theme, (found.get(theme) ?? new Set()).add(subjectOf.get(id)));
    }
    expect([...found.keys()].sort()).toEqual([1, 2, 3]);
    for (const subjects of found.values()) expect(subjects.size).toBe(1);
  });

  test('names themes in mayors’ words, and shows a verb by its infinitive, never a stem', () => {
    const said = towns.map(({ text }) => text.toLowerCase()).join(' ');
    expect(new Set(towns3.themes.map(({ name }) => name)).size).toBe(3);
    for (const { forms, name } of towns3.themes) {
      expect(forms.length).toBeGreaterThan(3);
      for (const item of name.toLowerCase().split(', '))
        expect(said.includes(item), item).toBe(true);
      expect(name).toMatch(/^[A-ZÀ-Ý]/u);
      for (const { form, lemma, chi2, count, total } of forms) {
        expect(said.includes(form.toLowerCase()) || form === lemma, form).toBe(true);
        expect(chi2).toBeGreaterThan(3.84);
        expect(count).toBeLessThanOrEqual(total);
      }
    }
  });

  test('gives units whose offsets are the literal quotes, in order, none overlapping', () => {
    for (const { id, text } of towns) {
      const own = towns3.units.filter(({ contribution }) => contribution === id);
      expect(own.map((unit) => unit.id)).toEqual(own.map((_, n) => `${id}#${n + 1}`));
      let end = 0;
      for (const unit of own) {
        expect(unit.start).toBeGreaterThanOrEqual(end);
        expect(text.slice(unit.start, unit.end).trim()).toBe(text.slice(unit.start, unit.end));
        end = unit.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }
  });

  test('counts every unit once: in its theme, or left out with its reason', () => {
    const { themes, units, leftOut } = towns3;
    for (const { theme, size, share, typical } of themes) {
      const own = units.filter((unit) => unit.theme === theme && !unit.follows);
      expect(own.length).toBe(size);
      expect(share).toBeCloseTo(size / themes.reduce((sum, other) => sum + other.size, 0), 12);
      for (const id of typical) expect(own.map((unit) => unit.id)).toContain(id);
    }
    expect(themes.map(({ size }) => size)).toEqual(
      themes.map(({ size }) => size).sort((a, b) => b - a),
    );
    expect(units.filter(({ theme }) => theme === null).map(({ id }) => id)).toEqual(leftOut.units);
    expect(leftOut.tooShort + leftOut.otherLanguage + leftOut.unclassified).toBe(
      leftOut.units.length,
    );
  });

  test('tells who speaks of what, counted in stakeholders', () => {
    const healthId = towns.find(({ subject }) => subject === 'health')?.id;
    const health = towns3.contributions.find(({ id }) => id === healthId)?.theme;
    const { metadata } = towns3.themes[(health ?? 0) - 1];
    expect(metadata).toContainEqual(
      expect.objectContaining({
        variable: 'bassin',
        value: 'montagne',
        speakers: 30,
        speakersOfValue: 30,
      }),
    );
  });

  test('measures stability between 0 and 1, high for subjects that are there', () => {
    for (const { stability } of towns3.themes) expect(stability).toBeGreaterThan(0.8);
  });

  test('draws a tree whose leaves are the themes', () => {
    const leaves = towns3.tree.flatMap(({ children }) =>
      children.filter(({ theme }) => theme !== null),
    );
    expect(leaves.map(({ theme }) => theme).sort()).toEqual([1, 2, 3]);
  });
});

describe('A double classification', () => {
  const settings = { method: 'double', classes: 3, bootstraps: 4 } as const;
  const double = analyse(towns, settings);

  test('finds the same three subjects, and says what share it leaves out', () => {
    const subjectOf = new Map(towns.map(({ id, subject }) => [id, subject]));
    for (const { theme } of double.themes) {
      const own = double.contributions.filter((one) => one.theme === theme);
      expect(own.length).toBeGreaterThan(10);
      expect(new Set(own.map(({ id }) => subjectOf.get(id))).size).toBe(1);
    }
    expect(double.choice).toMatchObject({ method: 'double', classes: 3 });
    const { tooShort, otherLanguage, unclassified } = double.leftOut;
    const following = double.units.filter(({ follows }) => follows).length;
    const long = double.units.length - tooShort - otherLanguage - following;
    expect(double.choice.warnings[0]).toContain(
      `laisse sans thème ${Math.round((100 * unclassified) / long)} % des unités`,
    );
  });

  test('counts as classified only what both classifications put together', () => {
    const own = double.units.filter(({ theme, follows }) => theme !== null && !follows);
    expect(own.length).toBe(double.themes.reduce((sum, { size }) => sum + size, 0));
    for (const { stability } of double.themes) expect(stability).toBeGreaterThan(0.5);
    const leaves = double.tree.flatMap(({ children }) => children.map(({ theme }) => theme));
    expect(leaves.filter((theme) => theme !== null).sort()).toEqual([1, 2, 3]);
  });

  test('is the same whatever the order of contributions, and whoever asks for other numbers of classes', () => {
    const turned = towns.toSorted((a, b) => (a.text < b.text ? 1 : -1));
    expect(bytes(analyse(turned, settings))).toBe(bytes(double));
    const chosen = analyse(towns, { method: 'double', bootstraps: 0 });
    expect(chosen.choice.candidates.map(({ method }) => method)).toContain('double');
    expect(chosen.themes.length).toBe(chosen.choice.classes);
  });
});

describe('The same contributions', () => {
  test('in any order give the same bytes', () => {
    const turned = towns.toSorted((a, b) => (a.text < b.text ? 1 : -1));
    expect(bytes(analyse(turned, { classes: 3, bootstraps: 5 }))).toBe(bytes(towns3));
  });

  test('with another seed differ only by what is drawn', () => {
    const other = analyse(towns, { classes: 3, bootstraps: 5, seed: 2 });
    expect(other.units).toEqual(towns3.units);
    expect(other.run.corpusHash).toBe(towns3.run.corpusHash);
  });

  test('with one character changed have another hash', () => {
    const [first, ...others] = towns;
    const changed = analyse([{ ...first, text: `${first.text} ` }, ...others], {
      classes: 2,
      bootstraps: 0,
    });
    expect(changed.run.corpusHash).not.toBe(towns3.run.corpusHash);
    expect(changed.themes[0].stability).toBeNull();
  });
});

describe('A number of classes', () => {
  test('that is not asked for is chosen and explained', () => {
    const { choice, themes } = analyse(towns, { bootstraps: 5 });
    expect(choice.classes).toBe(themes.length);
    expect(choice.why).toContain(`${choice.classes} classes`);
    expect(choice.candidates.map(({ classes }) => classes)).toContain(choice.classes);
  });

  test('that the corpus can’t reach is said so', () => {
    const { choice, themes } = analyse(towns.slice(0, 12), { classes: 30, bootstraps: 0 });
    expect(themes.length).toBeLessThan(30);
    expect(choice.warnings[0]).toContain('30 classes étaient demandées');
  });
});

describe('A text in another language', () => {
  test('is set aside, and said so', () => {
    const english = {
      id: 'mayor',
      text: 'The doctors have all left the town and the nearest hospital is forty miles away from here. Nobody wants to take over the practice, and the nurses are leaving as well.',
    };
    const { units, leftOut } = analyse([...towns, english], { classes: 3, bootstraps: 0 });
    expect(leftOut.otherLanguage).toBe(
      units.filter(({ contribution }) => contribution === 'mayor').length,
    );
    expect(leftOut.otherLanguage).toBeGreaterThan(0);
  });
});

describe('A corpus with little in it', () => {
  test.each([
    ['nothing', []],
    ['one text', towns.slice(0, 1)],
    [
      'texts without a word',
      [0, 1, 2].map((i) => ({ id: `${i}`, text: ['', ' \n', '😀 !!! 123'][i] })),
    ],
    [
      'one text again and again',
      Array.from({ length: 30 }, (_, i) => ({ ...towns[0], id: `${i}` })),
    ],
  ])('(%s) has no theme, and says why', (_, contributions) => {
    const analysis = analyse(contributions);
    expect(analysis.themes).toEqual([]);
    expect(analysis.choice.why).toContain('Aucune classe');
    expect(analysis.contributions).toHaveLength(contributions.length);
    expect(analysis.leftOut.units).toHaveLength(analysis.units.length);
  });

  test('keeps short answers, of a few words each', () => {
    const answers = Array.from({ length: 60 }, (_, i) => ({
      id: `r${i}`,
      text: [
        ['plus de médecins', 'un médecin', 'hôpital et médecins'],
        ['des trains', 'plus de trains', 'le train, la gare'],
      ][i % 2][i % 3],
    }));
    const { contributions, leftOut } = analyse(answers, { classes: 2, bootstraps: 0 });
    expect(leftOut.units).toEqual([]);
    expect(contributions[0].theme).not.toBe(contributions[1].theme);
  });
});

describe('Progress', () => {
  test('goes through every step in order, never past its total', () => {
    const seen: string[] = [];
    analyse(towns, { bootstraps: 3 }, ({ step, done, total }) => {
      seen.push(step);
      expect(done).toBeLessThanOrEqual(total);
    });
    const order = [...new Set(seen)].map((step) => STEP_NAMES.findIndex((name) => name === step));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order.length).toBeGreaterThan(3);
  });

  test('stops the analysis wherever it throws', () => {
    let calls = 0;
    analyse(towns, { bootstraps: 3 }, () => {
      calls++;
    });
    const random = createRandom(1);
    for (let trial = 0; trial < 5; trial++) {
      let left = randomInteger(random, calls);
      const stop = () => {
        if (left-- === 0) throw new Cancelled();
      };
      expect(() => analyse(towns, { bootstraps: 3 }, stop)).toThrow(Cancelled);
    }
  });
});

/** Everything but what the run cost. */
function bytes({ run, ...rest }: Analysis): string {
  const { seconds: _seconds, peakMemoryMb: _peak, ...kept } = run;
  return JSON.stringify({ run: kept, ...rest });
}
