import { formatPlural } from '../format.ts';

/** What the pages of letters and labels say, and the words of a letter before anyone changes them. */
export const letterMessages = {
  title: 'Lettres et étiquettes',
  summary: (count: number) => `${formatPlural(count, 'personne', 'personnes')}.`,
  formats: {
    letters: {
      label: 'Lettres',
      hint: 'Une page A4 par personne, adresse pour enveloppe à fenêtre.',
    },
    labels: {
      label: 'Étiquettes',
      hint: 'Quatorze par page A4 (99 × 38 mm), à coller sur votre propre courrier.',
    },
  },
  part: (first: string, last: string) => `De ${first} à ${last}`,
  letterOf: (who: string) => `Lettre\u00a0: ${who}`,
  qrOf: (who: string) => `QR code du lien personnel\u00a0: ${who}`,
  openQr: 'QR code de l’adresse publique',
  text: (survey: string, minutes: number | undefined, deadline: string | undefined) =>
    [
      'Madame, Monsieur,',
      `Nous vous invitons à répondre à l’enquête «\u00a0${survey}\u00a0».${minutes ? ` Il faut environ ${minutes}\u00a0minutes.` : ''} Vous pouvez vous arrêter et reprendre plus tard, sur un autre appareil.`,
      deadline,
      'Votre accès est personnel\u00a0: merci de ne pas le transmettre.',
    ]
      .filter(Boolean)
      .join('\n\n'),
} as const;
