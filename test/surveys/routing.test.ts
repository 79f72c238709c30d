// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../surveys/compile.ts';
import { defineQuestionnaire, questionsOf } from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { coverage, route } from '../../surveys/routing.ts';
import { everyType } from '../fixtures/every-type.ts';

describe('the questionnaire of élus asks', () => {
  test('a mayor without a project why, and nothing about bearers or frameworks', () => {
    const { questions } = route(elus, { project: 'none' });
    expect(questions.has('no-project-reasons')).toBe(true);
    expect(
      ['project-bearer', 'frameworks', 'frameworks-rating'].filter((id) => questions.has(id)),
    ).toEqual([]);
  });

  test('who bears a project under thought, but not yet its frameworks', () => {
    const { questions } = route(elus, { project: 'considered' });
    expect(questions.has('project-bearer')).toBe(true);
    expect(questions.has('frameworks')).toBe(false);
  });

  test('a mark for each framework chosen, and for no other', () => {
    const { questions, offers } = route(elus, { project: 'works', frameworks: ['ort', 'opah-ru'] });
    expect(questions.has('frameworks-rating')).toBe(true);
    expect(offers.get('frameworks-rating')).toEqual(new Set(['opah-ru', 'ort']));
  });

  test('no mark when no framework was used', () => {
    const { questions } = route(elus, { project: 'works', frameworks: ['none'] });
    expect(questions.has('frameworks-rating')).toBe(false);
  });

  test('nothing about frameworks chosen before the project was taken back', () => {
    const { questions } = route(elus, { project: 'none', frameworks: ['ort'] });
    expect(questions.has('frameworks-rating')).toBe(false);
  });

  test('to rank the fields that degrade, once there are three', () => {
    const three = { housing: 'degraded', shops: 'degraded', health: 'degraded', jobs: 'stable' };
    const { offers } = route(elus, { trajectory: three });
    expect(offers.get('difficulties')).toEqual(new Set(['housing', 'shops', 'health']));
  });

  test('to rank all nine fields when fewer than three degrade', () => {
    const { offers } = route(elus, { trajectory: { housing: 'degraded', shops: 'degraded' } });
    expect(offers.get('difficulties')?.size).toBe(9);
  });

  test.each([
    [-2, true],
    [-1, true],
    [0, false],
    [2, false],
    [undefined, false],
  ])('why, when aid is placed at %s: %s', (place, isAsked) => {
    expect(route(elus, { 'aid-scale': place }).questions.has('aid-why')).toBe(isAsked);
  });

  test('which file was abandoned, of those who abandoned one', () => {
    expect(route(elus, { 'abandoned-file': 'yes' }).questions.has('abandoned-which')).toBe(true);
    expect(route(elus, { 'abandoned-file': 'unknown' }).questions.has('abandoned-which')).toBe(
      false,
    );
  });
});

describe('what was not asked', () => {
  test('is told apart, question by question', () => {
    const asked = coverage(elus, { project: 'none', 'abandoned-file': 'no', 'aid-scale': 1 });
    const not = Object.keys(asked).filter((id) => asked[id] === 'not-asked');
    expect(not).toEqual([
      'project-bearer',
      'frameworks',
      'frameworks-rating',
      'abandoned-which',
      'aid-why',
    ]);
    expect(Object.keys(asked)).toHaveLength(questionsOf(elus).length);
  });

  test('includes every question of a section that was skipped, and no mere text', () => {
    expect(coverage(everyType, { visit: 'never' })).toEqual({
      agreement: 'asked',
      home: 'asked',
      visit: 'asked',
      walk: 'asked',
      goods: 'not-asked',
      stalls: 'not-asked',
      marks: 'not-asked',
      wishes: 'not-asked',
      budget: 'asked',
      stallholder: 'asked',
      memory: 'asked',
      mood: 'asked',
      children: 'asked',
      distance: 'asked',
      'first-visit': 'asked',
      arrival: 'asked',
      'next-visit': 'asked',
      street: 'asked',
      mail: 'asked',
      telephone: 'asked',
      stand: 'asked',
      picture: 'asked',
      purse: 'asked',
      companions: 'asked',
      causes: 'asked',
    });
  });

  test('includes a matrix of which no row is on offer', () => {
    const asked = coverage(everyType, { visit: 'weekly', goods: ['flowers'] });
    expect(asked.stalls).toBe('not-asked');
  });
});

describe('a questionnaire with problems', () => {
  test('has none when built in', () => {
    expect(problemsOf(elus)).toEqual([]);
    expect(problemsOf(everyType)).toEqual([]);
  });

  test('is refused with the path of a cycle', () => {
    const chicken = text('chicken', "${egg} != ''");
    const egg = text('egg', "${hen} != ''");
    const hen = text('hen', "${chicken} != ''");
    expect(problemsOf(questionnaireOf([chicken, egg, hen]))).toEqual([
      { code: 'cycle', on: 'chicken', detail: 'chicken → egg → hen → chicken' },
    ]);
  });

  test('may ask first what depends on a later answer', () => {
    const questionnaire = questionnaireOf([text('early', "${late} = 'oui'"), text('late')]);
    expect(problemsOf(questionnaire)).toEqual([]);
    expect(route(questionnaire, { late: 'oui' }).questions).toEqual(new Set(['late', 'early']));
  });

  test('is told of a name twice, an unknown question, an unreadable condition', () => {
    const twice = questionnaireOf([text('a'), text('a')]);
    expect(problemsOf(twice)).toEqual([{ code: 'duplicate-id', on: 'a', detail: 'a' }]);
    const faulty = questionnaireOf([text('a', "${b} = ''"), text('c', '(1')]);
    expect(problemsOf(faulty)).toEqual([
      { code: 'unknown-reference', on: 'a', role: 'condition', detail: 'b' },
      { code: 'unreadable-expression', on: 'c', role: 'condition', detail: 'expected at 2: )' },
    ]);
  });

  test('cannot name a question after what every object has', () => {
    expect(() => questionnaireOf([text('constructor')])).toThrow();
    expect(() => questionnaireOf([text('__proto__')])).toThrow();
  });
});

function text(id: string, condition?: string) {
  return { id, type: 'short-text' as const, label: id, condition };
}

function questionnaireOf(questions: ReturnType<typeof text>[]) {
  return defineQuestionnaire({
    id: 'poultry',
    version: '1',
    title: 'Basse-cour',
    introduction: 'Qui fut le premier ?',
    sections: [{ id: 'yard', title: 'La cour', questions }],
  });
}
