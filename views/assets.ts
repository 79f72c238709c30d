import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const ASSETS = join(import.meta.dirname, 'assets');

/** What a browser evaluates exactly as the server does: these very files, without their types. */
const SHARED_MODULES = join(import.meta.dirname, '..', 'surveys', 'expressions');

export type AssetFile = {
  readonly type: string;
  readonly raw: Buffer;
  readonly brotli: Buffer | null;
  readonly gzip: Buffer | null;
};

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The files of each font that pages use: Latin and its extension, upright and italic. */
const FONTS = [
  'newsreader-latin',
  'newsreader-latin-ext',
  'inter-latin',
  'inter-latin-ext',
].flatMap((subset) => ['normal', 'italic'].map((style) => `${subset}-wght-${style}.woff2`));

/**
 * Every file that a browser may ask for, by its path under `/assets/<version>/`. The version is a hash of
 * all of them together, so that modules and style sheets may name each other by relative paths.
 */
export function loadAssets({ version }: { readonly version?: string } = {}): {
  readonly version: string;
  readonly files: ReadonlyMap<string, AssetFile>;
} {
  const isCompressed = version === undefined;
  const sources = [...ownFiles(), ...sharedModules(), ...fontFiles()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const files = new Map(
    sources.map(([path, raw]) => [path, assetFile(path, raw, isCompressed)] as const),
  );
  return { version: version ?? hashOf(sources), files };
}

/** The style sheet at `path` with each `@import "x" layer(y);` replaced by what it names: one request. */
export function bundleStyles(path: string): string {
  return readFileSync(path, 'utf8').replace(
    /^@import "(?<file>[^"]+)" layer\((?<layer>[a-z]+)\);$/gm,
    (_line, file: string, layer: string) =>
      `@layer ${layer} {\n${readFileSync(join(dirname(path), file), 'utf8')}}`,
  );
}

const STYLE_SHEET = 'styles/main.css';

/** Of the style sheets, the one that holds all the others. */
function ownFiles(): [string, Buffer][] {
  return readdirSync(ASSETS, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(ASSETS, file).split(sep).join(posix.sep), file] as const)
    .filter(([path]) => !path.endsWith('.css') || path === STYLE_SHEET)
    .map(([path, file]) => [
      path,
      path === STYLE_SHEET ? Buffer.from(bundleStyles(file)) : readFileSync(file),
    ]);
}

function sharedModules(): [string, Buffer][] {
  return readdirSync(SHARED_MODULES)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const source = readFileSync(join(SHARED_MODULES, name), 'utf8');
      return [`expressions/${name}`, Buffer.from(withoutTypes(source))];
    });
}

const stripped = new Map<string, string>();

/** Node's own stripping, which runs the whole platform; types and comments are no use to a telephone. */
function withoutTypes(source: string): string {
  const known = stripped.get(source);
  if (known !== undefined) return known;
  const plain = quietly(() => stripTypeScriptTypes(source));
  const short = plain
    .replace(/^\s*\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n');
  stripped.set(source, short);
  return short;
}

/** Node says once that stripping is experimental; it is also how this very file came to run. */
function quietly<Result>(work: () => Result): Result {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}

function fontFiles(): [string, Buffer][] {
  return FONTS.map((name) => {
    const family = name.slice(0, name.indexOf('-'));
    const url = import.meta.resolve(`@fontsource-variable/${family}/files/${name}`);
    return [`fonts/${name}`, readFileSync(fileURLToPath(url))];
  });
}

function assetFile(path: string, raw: Buffer, isCompressed: boolean): AssetFile {
  const extension = extname(path);
  const isText = isCompressed && extension !== '.woff2' && extension !== '.png';
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    raw,
    brotli: isText ? brotliCompressSync(raw) : null,
    gzip: isText ? gzipSync(raw) : null,
  };
}

function hashOf(sources: readonly (readonly [string, Buffer])[]): string {
  const hash = createHash('sha256');
  for (const [path, raw] of sources) hash.update(path).update('\0').update(raw).update('\0');
  return hash.digest('hex').slice(0, 12);
}
