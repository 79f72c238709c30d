import { z } from 'zod';
import { identifier, text } from './text.ts';

export type InterviewGuide = z.infer<typeof interviewGuide>;
export type GuideInput = z.input<typeof interviewGuide>;
export type GuideSection = InterviewGuide['sections'][number];
export type GuideQuestion = GuideSection['questions'][number];

const guideQuestion = z.strictObject({
  id: identifier,
  label: text,
  /** True where only this category of stakeholder is asked. */
  isSpecific: z.boolean().default(false),
  followUps: z.array(text),
});

const guideSection = z.strictObject({
  id: identifier,
  title: text,
  minutes: z.int().min(1),
  questions: z.array(guideQuestion).min(1),
});

export const interviewGuide = z.strictObject({
  id: identifier,
  version: z.string().min(1).max(32),
  title: text,
  audience: text,
  sections: z.array(guideSection).min(1),
});

export function defineGuide(input: GuideInput): InterviewGuide {
  return interviewGuide.parse(input);
}

export function guideQuestionsOf({ sections }: InterviewGuide): GuideQuestion[] {
  return sections.flatMap((section) => section.questions);
}
