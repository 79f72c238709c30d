/** A path of ours to go back to: anything else (another host, `//host`, `javascript:`) becomes `/`. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted)) return '/';
  const url = new URL(wanted, 'http://constat.invalid');
  return url.host === 'constat.invalid' ? url.pathname + url.search + url.hash : '/';
}
