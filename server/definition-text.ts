import { parseDocument, stringify } from 'yaml';

/** Whether a file is one of our own definitions, by its name. */
export const isDefinitionFile = (name: string): boolean => /\.(?:json|ya?ml)$/i.test(name);

const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

/** Reading YAML costs a hundred times what reading JSON does: a questionnaire of 10,000 questions takes half of this. */
const MOST_YAML_BYTES = 4 * 2 ** 20;
/** How many times what anchors name may stand again: « a billion laughs » repeats itself far more. */
const MOST_ALIASES = 100;

/**
 * What a definition holds, in JSON or in YAML 1.2; undefined where it can't be read. Tags make nothing but plain data,
 * and aliases no more of it than was written.
 */
export function parseDefinition(name: string, bytes: Uint8Array): unknown {
  if (isYaml(name) && bytes.length > MOST_YAML_BYTES) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!isYaml(name)) return JSON.parse(text);
    const document = parseDocument(text, { schema: 'core', uniqueKeys: true, logLevel: 'silent' });
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    // Neither UTF-8 nor the language, too deep for the parser, or a bomb of aliases.
    return undefined;
  }
}

/** The same definition as text, in the language that the name of the file says. */
export function formatDefinition(name: string, definition: unknown): string {
  return isYaml(name)
    ? stringify(definition, { lineWidth: 0, aliasDuplicateObjects: false })
    : `${JSON.stringify(definition, null, 2)}\n`;
}
