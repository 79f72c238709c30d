import type { FormPage, Option } from '../form.ts';

export interface SetupPage extends FormPage {
  readonly templates: readonly Option[];
}
