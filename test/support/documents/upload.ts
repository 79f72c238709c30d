import type { Visitor } from '../platform.ts';

const BOUNDARY = 'frontiere-de-test';

/** Sends a file as a form of a browser does, after the texts of its other fields. */
export function upload(
  visitor: Visitor,
  url: string,
  fileName: string,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
  fields: Readonly<Record<string, string>> = {},
) {
  const texts = Object.entries(fields).map(
    ([name, text]) =>
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  const head = `${texts.join('')}--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${fileName.replaceAll('"', '%22')}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return visitor.request({
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  });
}
