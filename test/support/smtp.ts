import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as a server received it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly isEncrypted: boolean;
}

export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedMail[];
  close(): Promise<void>;
}

/** What the server says before it takes a mail; undefined lets it in. */
type Answer = { readonly code: number; readonly text: string } | undefined;

/** A real SMTP server on this machine. `atRecipient` and `atWords` may refuse, `afterWords` may fail once all is in. */
export async function openMailServer(
  behaviour: {
    readonly port?: number;
    readonly atRecipient?: (address: string) => Answer;
    readonly atWords?: (mail: ReceivedMail) => Answer | Promise<Answer>;
    /** Offers STARTTLS, with a certificate that nobody vouches for. */
    readonly isEncrypted?: boolean;
    readonly user?: { readonly name: string; readonly password: string };
  } = {},
): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const { user } = behaviour;
  const server = new SMTPServer({
    disabledCommands: [...(user ? [] : ['AUTH']), ...(behaviour.isEncrypted ? [] : ['STARTTLS'])],
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.username === user?.name && auth.password === user?.password
        ? done(null, { user: auth.username })
        : done(new Error('wrong password')),
    onRcptTo: ({ address }, _session, done) => done(refusal(behaviour.atRecipient?.(address))),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          isEncrypted: session.secure,
          raw: Buffer.concat(chunks).toString('utf8'),
        };
        const refused = refusal(await behaviour.atWords?.(mail));
        if (!refused) received.push(mail);
        done(refused);
      });
    },
  });
  server.on('error', () => {}); // a line that a client cut
  await new Promise<void>((resolve) => server.listen(behaviour.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo; // it listens on a port
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(answer: Answer): (Error & { responseCode?: number }) | null {
  return answer ? Object.assign(new Error(answer.text), { responseCode: answer.code }) : null;
}
