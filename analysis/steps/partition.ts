/** For each row its class, from 1 to `classes`; 0 where it has none. */
export type Partition = { readonly classes: number; readonly group: Int32Array };
