import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import fastifyView from '@fastify/view';
import type { FastifyInstance, FastifyReply } from 'fastify';
import Handlebars from 'handlebars';
import { type AssetFile, loadAssets } from './assets.ts';
import type { Frame } from './frame.ts';
import { helpers } from './helpers.ts';
import type { PageName, Pages } from './pages.ts';

const VIEWS = import.meta.dirname;
const QUESTION_TYPES = join(VIEWS, '..', 'surveys', 'question-types');
const ONE_YEAR_SECONDS = 31_536_000;

/**
 * Everything a page needs: templates, partials, helpers, and the assets under `/assets/<version>/`.
 * In development, templates and assets are read afresh at each request, and a variable that a template
 * misspells throws; in production a missing variable prints nothing, so that no reader loses a page to it.
 */
export async function registerViews(
  app: FastifyInstance,
  { isProduction }: { readonly isProduction: boolean },
): Promise<void> {
  const assets = isProduction ? once(loadAssets) : () => loadAssets({ version: 'dev' });
  serveAssets(app, assets);

  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers(() => assets().version));
  const { compile } = handlebars;
  handlebars.compile = (source, options) => compile(typesetTemplate(source), options);
  await app.register(fastifyView, {
    engine: { handlebars },
    root: VIEWS,
    production: isProduction,
    maxCache: 1000,
    options: {
      partials: partialFiles(),
      // Indenting what a partial prints would change the text of a <textarea> or of a <pre>.
      compileOptions: { strict: !isProduction, explicitPartialContext: true, preventIndent: true },
    },
  });
}

/** Answers with the page `name` set in the layout that its frame asks for. */
export function render<Name extends PageName>(
  reply: FastifyReply,
  name: Name,
  frame: Frame,
  context: Pages[Name],
): FastifyReply {
  return reply.view(
    `${name}.hbs`,
    { ...context, frame },
    { layout: `layouts/${frame.layout}.hbs` },
  );
}

/**
 * Partial name → file under views/: `partials/field.hbs` is `field`, `themes/_card.hbs` is `themes/card`,
 * and the drawing of a question type is `question-types/<type>`.
 */
function partialFiles(): Record<string, string> {
  const shared = templatesIn(join(VIEWS, 'partials')).map((file) => [
    basename(file, '.hbs'),
    `partials/${file}`,
  ]);
  const ofNouns = foldersOfViews().flatMap((folder) =>
    templatesIn(join(VIEWS, folder))
      .filter((file) => file.startsWith('_'))
      .map((file) => [`${folder}/${basename(file, '.hbs').slice(1)}`, `${folder}/${file}`]),
  );
  const ofQuestionTypes = templatesIn(QUESTION_TYPES).map((file) => [
    `question-types/${basename(file, '.hbs')}`,
    `../surveys/question-types/${file}`,
  ]);
  return Object.fromEntries([...shared, ...ofNouns, ...ofQuestionTypes]);
}

function foldersOfViews(): string[] {
  return readdirSync(VIEWS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function templatesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.hbs'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** French spacing, once for all templates: what a line must not be cut before, or after a « . */
export function typesetTemplate(source: string): string {
  return source
    .replace(/(?<=\S) (?=:(?:\s|<|\{|"|$))/gm, '\u00A0')
    .replace(/(?<=\S) (?=»)/g, '\u00A0')
    .replace(/« (?=\S)/g, '«\u00A0')
    .replace(/(?<=\S) (?=[;?!%](?:\s|<|"|\)|$))/gm, '\u202F');
}

type Assets = ReturnType<typeof loadAssets>;

function serveAssets(app: FastifyInstance, assets: () => Assets): void {
  app.get<{ Params: { version: string; '*': string } }>(
    '/assets/:version/*',
    { logLevel: 'warn' },
    (request, reply) => {
      const { version, files } = assets();
      const file = files.get(request.params['*']);
      if (!file) return reply.callNotFound();
      const isCurrent = request.params.version === version && version !== 'dev';
      const { body, encoding } = bestEncoding(file, request.headers['accept-encoding'] ?? '');
      if (encoding) reply.header('content-encoding', encoding);
      return reply
        .header('content-type', file.type)
        .header('vary', 'accept-encoding')
        .header(
          'cache-control',
          isCurrent ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache',
        )
        .send(body);
    },
  );
}

function bestEncoding(
  file: AssetFile,
  accepted: string,
): { body: Buffer; encoding: 'br' | 'gzip' | null } {
  if (file.brotli && /\bbr\b/.test(accepted)) return { body: file.brotli, encoding: 'br' };
  if (file.gzip && /\bgzip\b/.test(accepted)) return { body: file.gzip, encoding: 'gzip' };
  return { body: file.raw, encoding: null };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
