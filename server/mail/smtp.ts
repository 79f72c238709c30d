import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** What a server made of a mail. */
export interface Delivery {
  /**
   * `sent`: it took it; `deferred`: not now; `bounced`: there is no such address; `refused`: it wants none of it;
   * `uncertain`: the line was cut after the words began to leave.
   */
  readonly outcome: 'sent' | 'deferred' | 'bounced' | 'refused' | 'uncertain';
  /** Its answer, without what it says of the address. */
  readonly reply: string;
}

/** A mail as a server takes it. */
export interface Parcel {
  readonly from: string;
  readonly to: string;
  readonly message: Buffer;
  /** Called once the server is ready for the words, before the first of them leaves. */
  readonly onTransmit: () => Promise<void>;
}

/** One conversation with a server. */
export interface SmtpSession {
  send(parcel: Parcel): Promise<Delivery>;
  close(): void;
}

/** The server can't be talked to at all: no mail is to blame. */
export class SmtpTrouble extends Error {
  override name = 'SmtpTrouble';
}

const CONNECTION_MS = 20_000;
const SILENCE_MS = 60_000;
/** No exchange lasts longer: the lease of an attempt counts on it. */
export const EXCHANGE_MAX_MS = 120_000;

/**
 * Connects and signs in. Where there is a password to protect, or the port asks for it, nothing is said in clear to
 * another machine.
 * @throws SmtpTrouble
 */
export async function openSmtp(url: string): Promise<SmtpSession> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const connection = new SMTPConnection({
    host,
    port: port === '' ? undefined : Number(port),
    secure: protocol === 'smtps:',
    requireTLS: username !== '' && !isLoopback(host),
    // Without a password to protect, TLS with whom nobody vouches for is better than none (RFC 7435).
    tls: { rejectUnauthorized: username !== '' || protocol === 'smtps:' },
    connectionTimeout: CONNECTION_MS,
    greetingTimeout: CONNECTION_MS,
    dnsTimeout: CONNECTION_MS,
    socketTimeout: SILENCE_MS,
    logger: false,
  });
  let failure: SmtpError | undefined;
  connection.on('error', (error) => {
    failure = error; // of the line itself: whoever waits learns it by its callback, or here
  });
  await settled((done) => {
    connection.once('error', done);
    connection.connect(done);
  });
  if (username !== '') {
    const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
    await settled((done) => {
      connection.once('error', done);
      connection.login({ credentials }, done);
    }).catch((error: unknown) => {
      connection.close();
      throw error;
    });
  }
  return {
    send: (parcel) => send(connection, parcel, () => failure),
    close: () => connection.quit(),
  };

  function settled(begin: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      begin((error: SmtpError | null | undefined) =>
        error ? reject(new SmtpTrouble(troubleOf(error))) : resolve(),
      );
    });
  }
}

type SmtpError = Error & {
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly command?: string | undefined;
  readonly code?: string | undefined;
};

function send(
  connection: SMTPConnection,
  { from, to, message, onTransmit }: Parcel,
  lineFailure: () => SmtpError | undefined,
): Promise<Delivery> {
  let isTransmitting = false;
  // Read only when the server has said that it is ready for the words (354).
  const words = new Readable({
    read() {
      onTransmit().then(
        () => {
          isTransmitting = true;
          this.push(message);
          this.push(null);
        },
        (error: Error) => this.destroy(error),
      );
    },
  });
  return new Promise((resolve) => {
    const clock = setTimeout(() => finish(new Error('too long')), EXCHANGE_MAX_MS);
    const finish = (error: SmtpError | null | undefined, response = '') => {
      clearTimeout(clock);
      connection.off('error', finish);
      if (error) connection.close();
      resolve(
        error
          ? deliveryOf(error, isTransmitting)
          : { outcome: 'sent', reply: response.slice(0, REPLY_MAX) },
      );
    };
    connection.once('error', finish);
    const earlier = lineFailure();
    if (earlier) return finish(earlier);
    const envelope = { from, to: [to], size: message.length };
    connection.send(envelope, words, (error, info) => finish(error, info?.response));
  });
}

/**
 * A code is the server's own word, and final for this attempt. Without one, all depends on whether any word
 * had left: before, the mail can be tried again; after, nobody knows.
 */
function deliveryOf(error: SmtpError, isTransmitting: boolean): Delivery {
  const reply = plainReply(error);
  const { responseCode: code } = error;
  // What nobody could deliver, such as an address that is none.
  if (code === undefined && error.code === 'EENVELOPE') return { outcome: 'refused', reply };
  if (code === undefined || code < 400)
    return { outcome: isTransmitting ? 'uncertain' : 'deferred', reply };
  if (code < 500) return { outcome: 'deferred', reply };
  const isOfAddress = error.command === 'RCPT TO' && !/^5\d\d[ -]5\.7\./.test(error.response ?? '');
  return { outcome: isOfAddress ? 'bounced' : 'refused', reply };
}

const REPLY_MAX = 300;

/** Servers repeat the address in their answers; what is kept of them names nobody. */
const plainReply = ({ response, code, message }: SmtpError): string =>
  (response || [code, message].filter(Boolean).join(' '))
    .replaceAll(/<?[^\s<>@]+@[^\s<>@]+>?/g, '…')
    .replaceAll(/\s+/g, ' ')
    .slice(0, REPLY_MAX);

/** Its code first: pages say it in French by that. */
const troubleOf = (error: SmtpError): string => `${error.code ?? ''} ${plainReply(error)}`.trim();

const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
