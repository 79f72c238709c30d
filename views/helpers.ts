import Handlebars from 'handlebars';
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPlural,
  isoDate,
  safeHref,
} from './format.ts';
import { iconSvg } from './icons.ts';
import { paths } from './paths.ts';

type Call = { readonly hash: Readonly<Record<string, unknown>> };

/** What templates may call. Arguments come from page contexts, whose types views/pages.ts declares. */
export function helpers(assetVersion: () => string) {
  return {
    /** Address of a file of views/assets: `{{asset "styles/main.css"}}`. */
    asset: (path: string) => `/assets/${assetVersion()}/${path}`,
    /** `{{asset (script "autosave")}}` */
    script: (name: string) => `scripts/${name}.js`,
    /** A drawing from lucide, decorative: the words beside it carry the meaning. */
    icon: (name: string) => new Handlebars.SafeString(iconSvg(name)),
    /** `{{path "theme" missionId id}}`: an address by its name in views/paths.ts. */
    path: (name: string, ...parts: unknown[]) => pathNamed(name, parts.slice(0, -1)),
    /** The address if it is http(s), mailto or of this site, `#` otherwise. */
    href: (url: unknown) => safeHref(url),
    isEqual: (a: unknown, b: unknown) => a === b,
    /** `{{number 1234.5 decimals=1}}` → 1 234,5 */
    number: (value: number, { hash }: Call) => formatNumber(value, decimalsOf(hash)),
    /** `{{percent 0.125 decimals=1}}` → 12,5 % */
    percent: (share: number, { hash }: Call) => formatPercent(share, decimalsOf(hash)),
    /** `{{plural count "réponse" "réponses"}}` → 12 réponses */
    plural: (count: number, one: string, many: string) => formatPlural(count, one, many),
    /** `{{date publishedAt}}` → 1er décembre 2026 (Paris time) */
    date: (milliseconds: number) => formatDate(milliseconds),
    /** `{{dateTime sentAt}}` → 1er décembre 2026 à 9 h 05 */
    dateTime: (milliseconds: number) => formatDateTime(milliseconds),
    /** For the datetime attribute of `<time>`. */
    iso: (milliseconds: number) => isoDate(milliseconds),
    /** `{{duration 95}}` → 1 min 35 s */
    duration: (seconds: number) => formatDuration(seconds),
  };
}

function decimalsOf(hash: Call['hash']): number {
  return typeof hash.decimals === 'number' ? hash.decimals : 0;
}

function pathNamed(name: string, parts: readonly unknown[]): string {
  const path = Object.entries(paths).find(([known]) => known === name)?.[1];
  if (!path) throw new Error(`views/paths.ts has no address named "${name}"`);
  // Sound because each path is a function of strings (a segment apart), and a template passes strings.
  return (path as (...parts: unknown[]) => string)(...parts);
}
