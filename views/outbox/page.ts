import type { MessageView } from '../mails/page.ts';

export interface OutboxPage {
  readonly notice: string;
  readonly mails: readonly {
    readonly subject: string;
    readonly to: string;
    readonly kind: string;
    readonly survey: string;
    readonly at: number;
    readonly href: string;
  }[];
  readonly emptyingAction: string;
}

export interface OutboxMailPage {
  readonly title: string;
  readonly keptAt: number;
  readonly message: MessageView;
  readonly text: string;
  readonly filePath: string;
}
