import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Questionnaire } from '../surveys/definition.ts';
import { inLanguage } from '../surveys/languages.ts';

/** In which of its languages a questionnaire is read; a choice of the browser, kept by it and by nobody else. */

const COOKIE = 'langue';
const A_YEAR = 365 * 24 * 3600;

export type LanguageView = {
  readonly code: string;
  /** The code where browsers know it as a language; a form may call one « default ». */
  readonly tag: string;
  readonly name: string;
  readonly isRead: boolean;
  /** The page in that language, where nothing is typed yet. */
  readonly href: string;
};

const translated = new WeakMap<Questionnaire, Map<string, Questionnaire>>();

/** The questionnaire in the language that this browser chose; in its own where it chose none that is offered. */
export function inChosenLanguage(
  { cookies }: FastifyRequest,
  definition: Questionnaire,
): Questionnaire {
  const code = cookies[COOKIE];
  if (code === undefined || !isOffered(definition, code)) return definition;
  const known = translated.get(definition) ?? new Map<string, Questionnaire>();
  const said = known.get(code) ?? inLanguage(definition, code);
  translated.set(definition, known.set(code, said));
  return said;
}

/** Empty where there is nothing to choose from. */
export function languagesOf(
  request: FastifyRequest,
  { language, languages = [] }: Questionnaire,
): readonly LanguageView[] {
  if (languages.length < 2) return [];
  const [path = ''] = request.url.split('?');
  return languages.map(({ code, name }) => ({
    code,
    tag: tagOf(code),
    name,
    isRead: code === language,
    href: `${path}?langue=${encodeURIComponent(code)}`,
  }));
}

/** What `lang` may say; French where the code is no tag. */
export function tagOf(code: string): string {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(code) ? code : 'fr';
}

/** Keeps the language asked for by `?langue=`; true where the page is to be opened again in it. */
export function isLanguageChosen(
  request: FastifyRequest,
  reply: FastifyReply,
  definition: Questionnaire,
): boolean {
  const { langue } = request.query as { langue?: unknown };
  return typeof langue === 'string' && keepLanguage(reply, definition, langue);
}

/** False where the questionnaire does not speak it. */
export function keepLanguage(
  reply: FastifyReply,
  definition: Questionnaire,
  code: string,
): boolean {
  if (!isOffered(definition, code)) return false;
  reply.setCookie(COOKIE, encodeURIComponent(code), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: A_YEAR,
  });
  return true;
}

function isOffered({ languages = [] }: Questionnaire, code: string): boolean {
  return languages.some((each) => each.code === code);
}
