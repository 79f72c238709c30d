import { describe, expect, test } from 'vitest';
import { questionsOf } from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { guides } from '../../surveys/definitions/guides.ts';
import { guideQuestionsOf } from '../../surveys/guide.ts';

const TRUNK = ['framing', 'role', 'trajectory', 'schemes', 'engineering', 'programme-core'];

describe('the questionnaire of élus', () => {
  test('asks its 25 questions, two of which have a second part, on six pages', () => {
    expect(elus.sections.map((section) => section.questions.length)).toEqual([4, 4, 5, 5, 3, 6]);
  });

  test('insists on eleven answers and leaves the others free', () => {
    const required = questionsOf(elus).filter((question) => question.required);
    expect(required.map((question) => question.id)).toEqual([
      'commune',
      'function',
      'trajectory',
      'difficulties',
      'project',
      'missing-engineering',
      'abandoned-file',
      'priorities',
      'to-avoid',
      'quotation',
      'interview-consent',
    ]);
  });

  test('never uses the same id twice', () => {
    const ids = questionsOf(elus).map((question) => question.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('an interview guide', () => {
  test.each(guides)('$id lasts between 60 and 75 minutes', (guide) => {
    const minutes = guide.sections.reduce((sum, section) => sum + section.minutes, 0);
    expect(minutes).toBeGreaterThanOrEqual(60);
    expect(minutes).toBeLessThanOrEqual(75);
  });

  test.each(guides)('$id holds the common trunk and five questions of its own', (guide) => {
    const common = guideQuestionsOf(guide).filter((question) => !question.isSpecific);
    expect(common.map((question) => question.id)).toEqual([
      ...TRUNK,
      'programme-regional',
      'knock-on',
      'to-avoid',
      'closing',
    ]);
    expect(guideQuestionsOf(guide).filter((question) => question.isSpecific)).toHaveLength(5);
  });
});

describe('every sentence that people read', () => {
  test('follows French typography', () => {
    const sentences = JSON.stringify([elus, guides]).match(
      /"(?:label|hint|title|introduction)":"[^"]*"/g,
    );
    const faulty = (sentences ?? []).filter((sentence) => / [?!;:»]|« |'/.test(sentence));
    expect(faulty).toEqual([]);
  });
});
