/** What a question offers to expressions: a value, named parts (the rows of a matrix), or turns of the same name. */
export type Data = string | { readonly [name: string]: Data | readonly Data[] };

/** The answers as expressions see them: a tree of named nodes, as an XForm's instance is. */
export type DataNode = {
  readonly name: string;
  readonly value: string;
  readonly children: readonly DataNode[];
  readonly parent: DataNode | undefined;
};

export function treeOf(name: string, data: Data, parent?: DataNode): DataNode {
  if (typeof data === 'string') return { name, value: data, children: [], parent };
  const children: DataNode[] = [];
  const node = { name, value: '', children, parent };
  for (const [key, part] of Object.entries(data)) {
    for (const turn of [part].flat()) children.push(treeOf(key, turn, node));
  }
  return node;
}

/** The string-value of XPath 1.0, section 5.2: its own text, or that of all that it holds. */
export function textOf(node: DataNode): string {
  if (node.children.length === 0) return node.value;
  return node.children.map(textOf).join('');
}

export function rootOf(node: DataNode): DataNode {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}
