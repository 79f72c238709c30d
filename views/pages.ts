import type { MotifsPage } from './motifs/page.ts';

/**
 * Page name (a template under views/, without its extension) → what the template receives.
 * A noun declares its contexts beside its templates, in views/<noun>/page.ts, and adds a line here per page.
 */
export interface Pages {
  'motifs/show': MotifsPage;
}

export type PageName = keyof Pages;
