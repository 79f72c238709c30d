import MailComposer from 'nodemailer/lib/mail-composer';
import { mailMessages } from '../../views/messages/mails.ts';
import type { Config } from '../config.ts';
import type { ComposedMail, Paragraph } from './compose.ts';

const said = mailMessages.compose;

/** A whole message, ready for a server or a file (RFC 5322, headers and accents encoded). */
export async function messageOf(
  mail: ComposedMail,
  envelope: {
    readonly id: string;
    readonly to: { readonly name: string | null; readonly address: string };
    readonly at: number;
    readonly config: Config;
  },
): Promise<Buffer> {
  const { id, to, at, config } = envelope;
  const composer = new MailComposer({
    from: senderOf(config),
    to: { name: to.name ?? '', address: to.address },
    subject: mail.subject,
    text: textOf(mail),
    html: htmlOf(mail),
    messageId: messageIdOf(id, config),
    date: new Date(at),
    headers: {
      // RFC 2369 and RFC 8058: mail programs show a button that needs no page.
      'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${mail.footer.optOutUrl}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      // RFC 3834: an absence message is no answer to this.
      'Auto-Submitted': 'auto-generated',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The same at each attempt: a server that took the mail twice knows it for one. */
export const messageIdOf = (id: string, config: Config): string =>
  `<${id}@${domainOf(senderOf(config))}>`;

/** Where no sender is configured, nothing leaves the machine: the address only has to look right. */
export const senderOf = ({ MAIL_FROM }: Pick<Config, 'MAIL_FROM'>): string =>
  MAIL_FROM ?? 'Constat <constat@localhost.invalid>';

const domainOf = (sender: string) => /@([^\s>]+)>?\s*$/.exec(sender)?.[1] ?? 'localhost.invalid';

export function textOf({ paragraphs, footer }: ComposedMail): string {
  const written = paragraphs.map((one) => ('link' in one ? one.link : one.lines.join('\n')));
  return [...written, `-- \n${footer.why}\n${said.optOut}\u00a0: ${footer.optOutUrl}`].join('\n\n');
}

/** Plain boxes and system letters: what every mail program draws alike. */
function htmlOf({ subject, paragraphs, footer }: ComposedMail): string {
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1d1d1b;font:16px/1.55 Georgia,'Times New Roman',serif">
<div style="max-width:36em;margin:0 auto">
${paragraphs.map(htmlOfParagraph).join('\n')}
<p style="margin:2em 0 0;padding-top:1em;border-top:1px solid #d5d3cc;color:#55534d;font:13px/1.5 Arial,sans-serif">${escaped(footer.why)}<br><a href="${escaped(footer.optOutUrl)}" style="color:#55534d">${escaped(said.optOut)}</a></p>
</div></body></html>
`;
}

function htmlOfParagraph(paragraph: Paragraph): string {
  if ('link' in paragraph)
    return `<p style="margin:1.5em 0"><a href="${escaped(paragraph.link)}" style="display:inline-block;padding:.7em 1.2em;background:#1f4e5f;color:#ffffff;text-decoration:none;font:bold 16px Arial,sans-serif">${escaped(paragraph.label)}</a><br><span style="color:#55534d;font:13px/1.5 Arial,sans-serif;word-break:break-all">${escaped(paragraph.link)}</span></p>`;
  return `<p style="margin:0 0 1em">${paragraph.lines.map(escaped).join('<br>')}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
