const MAX_LENGTH = 200;

/** The name that a browser gives to a file, made safe to show and to send back: no path, no hidden sign. */
export function cleanFileName(given: string): string {
  const base = given
    .toWellFormed()
    .normalize('NFC')
    .slice(given.search(/[^/\\]*$/u));
  const visible = base.replaceAll(HIDDEN_SIGNS, '').trim();
  if (visible.length <= MAX_LENGTH) return visible === '' ? 'document' : visible;
  const extension = /\.[^.]{1,8}$/u.exec(visible)?.[0] ?? '';
  return `${visible.slice(0, MAX_LENGTH - extension.length)}${extension}`;
}

// Controls, and the marks that turn the direction of reading around (« gpj.exe » for « exe.jpg »).
const HIDDEN_SIGNS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
