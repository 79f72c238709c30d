type DefinitionsOf<Types extends readonly { readonly definition: unknown }[]> = {
  [Key in keyof Types]: Types[Key]['definition'];
};

/** The part of a definition that each type declares, in their order. */
export function definitionsOf<const Types extends readonly { readonly definition: unknown }[]>(
  types: Types,
): DefinitionsOf<Types> {
  // A mapped tuple keeps its length and order, which the type of `map` forgets.
  return types.map((type) => type.definition) as DefinitionsOf<Types>;
}
