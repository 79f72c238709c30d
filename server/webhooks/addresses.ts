import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Why an address can't be told anything. */
export type UrlFault = 'unreadable' | 'insecure' | 'credentials' | 'private';

/** Neither this machine nor those around it (RFC 6890), nor where a cloud keeps its secrets (169.254.169.254). */
const RESERVED = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  RESERVED.addSubnet(network, prefix, 'ipv4');
// Within what is public, addresses that carry another one, or that nobody has.
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  RESERVED.addSubnet(network, prefix, 'ipv6');

const PUBLIC_6 = new BlockList();
PUBLIC_6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one that anybody on the internet may reach. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !RESERVED.check(address, 'ipv4');
  return family === 6 && PUBLIC_6.check(address, 'ipv6') && !RESERVED.check(address, 'ipv6');
}

/** What is wrong with an address as it is written; names are judged by where they lead, when they are called. */
export function faultOfUrl(text: string, isPrivateAllowed: boolean): UrlFault | undefined {
  if (!URL.canParse(text)) return 'unreadable';
  const { protocol, username, password, hostname } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'unreadable';
  if (username !== '' || password !== '') return 'credentials';
  if (isPrivateAllowed) return undefined;
  if (protocol !== 'https:') return 'insecure';
  const host = hostname.replace(/^\[|\]$/g, '');
  const isLocalName = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(host);
  return isLocalName || (isIP(host) !== 0 && !isPublicAddress(host)) ? 'private' : undefined;
}

export class PrivateAddress extends Error {
  override name = 'PrivateAddress';
}

/**
 * Looks a name up and refuses it where it leads to a private address: at the very connection, so that a name
 * which changes between a check and its use gains nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 4);
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address)))
      return callback(new PrivateAddress(hostname), '', 4);
    return options.all ? callback(null, found) : callback(null, first.address, first.family);
  });
};
