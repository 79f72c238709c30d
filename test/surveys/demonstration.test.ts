import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { completeAnswers, shapeAnswers } from '../../surveys/answers.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import type { LookUps } from '../../surveys/question-types/type.ts';

const anywhere: LookUps = {
  findCommune: (code) => ({ code, name: code, detail: '' }),
  communesFound: () => [],
};

type Response = { readonly id: string; readonly answers: Readonly<Record<string, unknown>> };

/** Nobody can have answered a question that they were not asked, or left out one that was due. */
test.each(['grand-est', 'centre-val-de-loire', 'occitanie'])(
  'every response of %s could have been given page by page, and nothing of it would be dropped',
  (region) => {
    const path = new URL(`../../db/demo/${region}/responses.json`, import.meta.url);
    const responses = JSON.parse(readFileSync(path, 'utf8')) as Response[]; // written with the project
    expect(responses.length).toBeGreaterThan(0);
    for (const { id, answers } of responses) {
      const draft = { answers: shapeAnswers(elus, answers), typed: {} };
      const { answers: kept, errors } = completeAnswers(elus, draft, anywhere);
      expect([id, errors]).toEqual([id, []]);
      expect([id, kept]).toEqual([id, answers]);
    }
  },
);
