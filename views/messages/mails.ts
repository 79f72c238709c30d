import { formatDate, formatNumber, formatPlural } from '../format.ts';

const mailsOf = (count: number) => formatPlural(count, 'courriel', 'courriels');
const peopleOf = (count: number) => formatPlural(count, 'personne', 'personnes');

/** By the code that begins what the mail library says, most particular first. */
const TROUBLES: readonly (readonly [RegExp, string])[] = [
  [/EAUTH/, 'le serveur de courriel refuse l’identifiant ou le mot de passe'],
  [/CERT|SELF.SIGNED|ETLS/i, 'le certificat du serveur de courriel n’est pas valable'],
  [/ECONNREFUSED/, 'le serveur de courriel refuse la connexion'],
  [/EDNS|ENOTFOUND/, 'le nom du serveur de courriel est inconnu'],
  [/ETIMEDOUT|timeout/i, 'le serveur de courriel ne répond pas'],
];

const troubleOf = (reply: string): string =>
  TROUBLES.find(([code]) => code.test(reply))?.[1] ??
  `le serveur de courriel ne répond pas comme attendu (${reply})`;

/** What may stand in braces in the words of a mail, and what each one prints. */
export const MAIL_VARIABLES = {
  'prenom-nom': 'Prénom et nom, ou «\u00a0Madame, Monsieur\u00a0» quand on ne les connaît pas',
  fonction: 'Fonction de la personne',
  organisme: 'Organisme ou collectivité',
  commune: 'Commune, ou organisme à défaut',
  lien: 'Lien personnel vers le questionnaire',
  'date-de-cloture': 'Dernier jour pour répondre',
  enquete: 'Titre de l’enquête',
  mission: 'Titre de la mission',
  commanditaire: 'Commanditaire de la mission',
  recu: 'Numéro de l’accusé de réception',
} as const;

export type MailVariable = keyof typeof MAIL_VARIABLES;

/** What TypeScript says of mails: the words that they begin with, their states, the acts on them. */
export const mailMessages = {
  title: 'Courriels',
  kinds: {
    invitation: 'Invitation',
    reminder: 'Relance',
    closing: 'Clôture prochaine',
    receipt: 'Accusé de réception',
  },
  /** What each mail says until somebody writes it otherwise. */
  templates: {
    invitation: {
      subject: 'Votre avis sur l’avenir des petites villes',
      body: `Bonjour {prenom-nom},

Dans le cadre de la mission «\u00a0{mission}\u00a0», conduite pour {commanditaire}, nous souhaitons recueillir votre expérience et vos attentes.

Le questionnaire se remplit en une douzaine de minutes, sur téléphone ou sur ordinateur. Vos réponses sont enregistrées au fur et à mesure\u00a0; vous pouvez vous interrompre et reprendre avec le même lien.

{lien}

Ce lien vous est personnel\u00a0: merci de ne pas le transmettre.

Avec nos remerciements,
L’équipe d’étude`,
    },
    reminder: {
      subject: 'Rappel\u00a0: votre avis nous est précieux',
      body: `Bonjour {prenom-nom},

Nous vous avons invité à répondre à l’enquête «\u00a0{enquete}\u00a0» et n’avons pas encore reçu vos réponses. Chaque territoire compte\u00a0: votre point de vue n’est représenté par personne d’autre.

Si vous aviez commencé, vous retrouverez vos réponses là où vous les aviez laissées\u00a0:

{lien}

Si vous venez de répondre, ne tenez pas compte de ce message.

Avec nos remerciements,
L’équipe d’étude`,
    },
    closing: {
      subject: 'L’enquête se termine bientôt',
      body: `Bonjour {prenom-nom},

L’enquête «\u00a0{enquete}\u00a0» se termine le {date-de-cloture}. Il est encore temps d’y faire entendre votre commune\u00a0:

{lien}

Avec nos remerciements,
L’équipe d’étude`,
    },
    receipt: {
      subject: 'Vos réponses sont bien arrivées',
      body: `Bonjour {prenom-nom},

Nous avons bien reçu vos réponses à l’enquête «\u00a0{enquete}\u00a0». Merci du temps que vous y avez consacré.

Votre numéro de reçu\u00a0: {recu}

L’équipe d’étude`,
    },
  },
  compose: {
    unknownPerson: 'Madame, Monsieur',
    noClosing: 'une date qui vous sera précisée',
    button: 'Répondre au questionnaire',
    trialPrefix: '[Essai] ',
    trialLink: 'essai',
    trial:
      'Ceci est un essai, envoyé à vous seul\u00a0: le lien personnel y est factice et n’ouvre rien.',
    why: (mission: string) =>
      `Vous recevez ce courriel dans le cadre de la mission «\u00a0${mission}\u00a0».`,
    optOut: 'Ne plus recevoir de courriels de cette mission',
  },
  variables: {
    unknown: (names: readonly string[]) =>
      names.length === 1
        ? `La variable {${names[0]}} n’existe pas. Choisissez-la dans la liste.`
        : `Ces variables n’existent pas\u00a0: ${names.map((name) => `{${name}}`).join(', ')}.`,
    linkMissing: 'Gardez {lien} dans le texte\u00a0: sans lui, personne ne pourrait répondre.',
    linkInSubject: 'Un lien personnel n’a pas sa place dans un objet.',
    receiptMissing: 'Gardez {recu} dans le texte\u00a0: c’est la preuve que la personne attend.',
  },
  form: {
    subject: 'Écrivez un objet.',
    subjectTooLong: 'L’objet dépasse 200 caractères.',
    body: 'Écrivez le texte du courriel.',
    bodyTooLong: 'Le texte dépasse 10\u202f000 caractères.',
    saved: 'Le modèle est enregistré. Les envois déjà décidés gardent leurs mots.',
    automatic: 'Les personnes invitées reçoivent désormais un accusé de réception par courriel.',
  },
  states: {
    waiting: { label: 'En attente', tone: 'neutral', icon: 'clock' },
    sent: { label: 'Remis', tone: 'positive', icon: 'check' },
    kept: { label: 'Boîte locale', tone: 'accent', icon: 'inbox' },
    bounced: { label: 'Adresse en erreur', tone: 'negative', icon: 'x' },
    refused: { label: 'Refusé', tone: 'negative', icon: 'ban' },
    expired: { label: 'Abandonné', tone: 'negative', icon: 'x' },
    skipped: { label: 'Non envoyé', tone: 'neutral', icon: 'minus' },
    uncertain: { label: 'Issue incertaine', tone: 'caution', icon: 'triangle-alert' },
    settled: { label: 'Tranché', tone: 'neutral', icon: 'check' },
  },
  decisions: {
    received: 'Considéré comme reçu',
    again: 'Écrit une nouvelle fois',
  },
  /** Why a mail that was in the queue did not leave. */
  reasons: {
    answered: 'A répondu entre-temps',
    revoked: 'Lien retiré ou refait entre-temps',
    closed: 'Enquête close entre-temps',
    'opted-out': 'Ne veut plus recevoir de courriels',
    bounced: 'Adresse en erreur',
    cancelled: 'Envoi annulé',
    erased: 'Adresse effacée',
  },
  /** Why someone is not written to. */
  excluded: {
    noEmail: 'Sans adresse électronique',
    badEmail: 'Adresse illisible',
    answered: 'A déjà répondu',
    optedOut: 'Ne veut plus recevoir de courriels',
    bounced: 'Adresse en erreur',
    invited: 'A déjà reçu l’invitation',
    awaiting: 'Un courriel est déjà en attente',
    notInvited: 'N’a pas encore été invité',
  },
  unknownPerson: 'Personne non précisée',
  receipts: 'Accusés de réception',
  all: 'Tous les courriels',
  template: (kind: string) => `Modèle\u00a0: ${kind.toLocaleLowerCase('fr')}`,
  /** Of a template that nobody can be tried with yet. */
  sample: {
    link: 'lien-personnel',
    name: 'Camille Martin',
    function: 'maire',
    organisation: 'Mairie de Saint-Aubin',
    commune: 'Saint-Aubin',
    address: 'camille.martin@exemple.fr',
    receipt: '7K4M2QWX9D3T',
  },
  acts: {
    invitation: 'Inviter par courriel',
    reminder: 'Relancer les non-répondants',
    closing: 'Annoncer la clôture',
    pause: 'Mettre en pause',
    resume: 'Reprendre l’envoi',
    cancel: 'Annuler ce qui reste',
  },
  mailingStates: {
    leaving: { label: 'En cours', tone: 'accent', icon: 'loader' },
    paused: { label: 'En pause', tone: 'caution', icon: 'pause' },
    cancelled: { label: 'Annulé', tone: 'neutral', icon: 'ban' },
  },
  ready: (kind: 'invitation' | 'reminder' | 'closing', count: number) =>
    count === 0
      ? 'Personne pour l’instant\u00a0: il faut un lien, une adresse, et pas encore de réponse.'
      : kind === 'invitation'
        ? `${peopleOf(count)} ${count < 2 ? 'a un lien et n’a' : 'ont un lien et n’ont'} pas encore reçu de courriel d’invitation.`
        : `${peopleOf(count)} ${count < 2 ? 'invitée n’a' : 'invitées n’ont'} pas encore répondu et ${count < 2 ? 'peut' : 'peuvent'} recevoir ce courriel.`,
  receiptState: (isOn: boolean | null) =>
    isOn === null
      ? 'Enquête anonyme\u00a0: aucun accusé par courriel, dont l’heure dirait qui a répondu.'
      : isOn
        ? 'Part de lui-même dès qu’une personne invitée a répondu.'
        : 'N’est pas envoyé par courriel. La page de réception le donne toujours.',
  recipients: (count: number) =>
    count === 0
      ? 'Personne à qui écrire.'
      : `${peopleOf(count)} ${count < 2 ? 'recevra' : 'recevront'} ce courriel.`,
  retried: (attempts: number, at: string, reply: string) =>
    [`${formatPlural(attempts, 'essai', 'essais')}, prochain le ${at}`, reply]
      .filter(Boolean)
      .join('\u00a0: '),
  mailingTitle: (kind: string, at: number) => `${kind} du ${formatDate(at)}`,
  progress: (done: number, total: number) =>
    `${formatNumber(done)} sur ${formatNumber(total)} ${total < 2 ? 'traité' : 'traités'}`,
  send: (count: number) => `Envoyer à ${peopleOf(count)}`,
  keep: (count: number) => `Préparer ${mailsOf(count)}`,
  queued: (count: number) =>
    count < 2
      ? `${mailsOf(count)} est dans la file.`
      : `${mailsOf(count)} sont dans la file\u00a0: ils partent un à un.`,
  nobody:
    'Il n’y a personne à qui écrire\u00a0: tout le monde a répondu, est déjà averti, ou n’a pas d’adresse.',
  paused: 'L’envoi est en pause.',
  resumed: 'L’envoi reprend.',
  cancelled: 'L’envoi est annulé\u00a0: ce qui n’était pas parti ne partira pas.',
  decided: {
    received: 'Le courriel est considéré comme reçu.',
    again: 'Un nouveau courriel est dans la file pour cette personne.',
  },
  decidedAlready: 'Quelqu’un a déjà tranché pour ce courriel.',
  trialSent: (address: string) => `Un essai part vers ${address}.`,
  trialKept: 'L’essai est dans la boîte d’envoi locale.',
  noClosing:
    'L’enquête n’a pas de date de clôture\u00a0: fixez-la dans le suivi avant d’annoncer sa fin.',
  closed: 'L’enquête est close\u00a0: rouvrez-la avant d’écrire.',
  filter: {
    linked: 'Celles qui ont déjà leur lien',
    category: (label: string, count: number) => `${label}, sans lien (${formatNumber(count)})`,
  },
  local:
    'Aucun serveur de courriel n’est configuré\u00a0: les courriels restent dans la boîte d’envoi locale, où vous pouvez les lire et les télécharger.',
  trouble: (reply: string) =>
    `Les courriels attendent\u00a0: ${troubleOf(reply)}. Rien n’est perdu, ils partiront dès que possible. Prévenez l’administrateur si cela dure.`,
  optOut: {
    title: 'Ne plus recevoir de courriels',
    done: 'C’est fait',
    doneText: 'Vous ne recevrez plus de courriels de cette mission.',
    back: 'Vous recevrez à nouveau les courriels de cette mission.',
  },
  outbox: {
    title: 'Boîte d’envoi locale',
    local:
      'Aucun serveur de courriel n’est configuré\u00a0: les courriels restent ici, tels qu’ils auraient été reçus.',
    before:
      'Un serveur de courriel est configuré\u00a0: les nouveaux courriels partent. Ceux-ci sont restés ici avant, et n’en partiront pas.',
    emptied: (count: number) =>
      `La boîte est vidée (${mailsOf(count)})\u00a0: leurs liens ne peuvent plus être relus.`,
  },
} as const;
