import type { FormPage, Option } from '../form.ts';
import type { Pill } from '../surveys/page.ts';

export interface WebhooksPage {
  readonly webhooks: readonly {
    readonly title: string;
    readonly href: string;
    readonly text: string;
  }[];
  readonly newPath: string;
}

export interface NewWebhookPage extends FormPage {
  readonly id: string;
  readonly events: readonly Option[];
  readonly isPersonal: boolean;
}

/** Shown once, when it is made. */
export interface WebhookSecretPage {
  readonly url: string;
  readonly secret: string;
  readonly backPath: string;
}

export interface WebhookPage {
  readonly url: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly deliveries: readonly {
    readonly what: string;
    readonly at: number;
    readonly pill: Pill;
    readonly detail: string | null;
    readonly repetition: string;
  }[];
  readonly trialAction: string;
  readonly secretAction: string;
  readonly removalAction: string;
}
