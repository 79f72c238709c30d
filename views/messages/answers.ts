import type { ProblemCode } from '../../surveys/question-types/type.ts';
import { typeset } from './typeset.ts';

type Facts = Readonly<Record<string, string | number>>;

/** Why an answer can't be taken, said to an élu: what to do, without a reproach. */
export const answerMessages: Readonly<Record<ProblemCode, (facts: Facts) => string>> = {
  'choose-one': () => 'Choisissez une réponse.',
  'choose-some': () => 'Choisissez au moins une réponse.',
  'write-something': () => 'Écrivez votre réponse.',
  'give-a-number': () => 'Indiquez un nombre.',
  'place-on-scale': () => 'Choisissez un point de l’échelle.',
  'tick-to-continue': () => 'Cochez la case pour continuer.',
  'choose-commune': () =>
    'Tapez le nom ou le code postal de la commune, puis choisissez-la dans la liste.',
  'several-values': () => 'Une seule réponse est possible ici : choisissez-la de nouveau.',
  'unknown-choice': () => 'Cette réponse ne fait pas partie des choix : choisissez de nouveau.',
  'no-longer-offered': ({ labels }) =>
    `D’après vos autres réponses, ce choix n’est plus proposé : ${labels}.`,
  'exclusive-choice': ({ label }) =>
    `« ${label} » ne peut pas se cocher avec une autre réponse : gardez l’une ou les autres.`,
  'too-many-choices': ({ max, count }) => `${max} réponses au plus : vous en avez choisi ${count}.`,
  'specify-other': ({ label }) => `Précisez votre réponse à côté de « ${label} ».`,
  'answer-each-row': () => 'Choisissez une réponse à chaque ligne.',
  'row-without-answer': ({ row }) => `${row} : choisissez une réponse.`,
  'rank-used-twice': ({ rank }) => `Le rang ${rank} est donné deux fois : changez l’un des deux.`,
  'too-few-ranked': ({ min, count }) =>
    Number(count) === 0
      ? `Classez ${numbered(Number(min))}.`
      : `Classez ${numbered(Number(min))} : il en manque ${Number(min) - Number(count)}.`,
  'answer-each-screen': () => 'Dans chaque liste, choisissez la plus utile et la moins utile.',
  'screen-incomplete': ({ screen, screens }) =>
    `Liste ${screen} sur ${screens} : il manque un des deux choix.`,
  'best-is-worst': ({ screen }) =>
    `Liste ${screen} : la même proposition ne peut pas être la plus utile et la moins utile.`,
  'not-a-number': () => 'Écrivez un nombre en chiffres, par exemple 0,5.',
  'out-of-range': ({ min, max }) => `Indiquez un nombre entre ${min} et ${max}.`,
  'not-on-step': ({ step }) => `Arrondissez à ${step} près.`,
  'too-long': ({ length, max }) =>
    `Votre réponse compte ${length} caractères, pour ${max} au plus : raccourcissez-la un peu.`,
  'forbidden-character': () =>
    'Votre réponse contient un caractère illisible : effacez-le, puis tapez-le de nouveau.',
  'unknown-commune': () =>
    'Cette commune est introuvable : tapez son nom ou son code postal, puis choisissez-la dans la liste.',
  'give-a-date': () => 'Indiquez une date.',
  'not-a-date': () => 'Écrivez la date ainsi : 23/11/2026.',
  'give-a-time': () => 'Indiquez une heure.',
  'not-a-time': () => 'Écrivez l’heure ainsi : 14:30.',
  'under-least': ({ min }) => `Indiquez ${min} ou plus.`,
  'over-most': ({ max }) => `Indiquez ${max} ou moins.`,
  'give-an-email': () => 'Indiquez une adresse électronique.',
  'not-an-email': () => 'Cette adresse est incomplète : écrivez-la ainsi, mairie@exemple.fr.',
  'give-a-phone': () => 'Indiquez un numéro de téléphone.',
  'not-a-phone': () => 'Écrivez le numéro en chiffres, par exemple 01 23 45 67 89.',
  'give-a-place': () => 'Indiquez la latitude et la longitude du lieu.',
  'give-points': ({ least }) => `Indiquez au moins ${least} points, un par ligne.`,
  'not-a-point': ({ line }) =>
    `La ligne ${line} ne donne pas un point. Écrivez la latitude puis la longitude, par exemple 48,957 ; 4,365.`,
  'too-many-points': ({ most }) => `Ce tracé dépasse ${most} points. Gardez les principaux.`,
  'not-a-place': () =>
    'Indiquez une latitude de −90 à 90 et une longitude de −180 à 180, par exemple 48,957 et 4,365.',
  'name-a-file': () => 'Indiquez le nom du fichier.',
  'share-all-points': ({ total }) => `Partagez les ${total} points.`,
  'points-left': ({ left, total }) => `Partagez les ${total} points : il en reste ${left}.`,
  'points-over': ({ over, total }) =>
    `${total} points au plus : vous en avez donné ${over} de trop.`,
  'answer-a-turn': () => 'Répondez au moins une fois.',
  constraint: () => 'Cette réponse ne convient pas : vérifiez-la.',
  'own-words': ({ message }) => String(message),
};

export function answerSentence(code: ProblemCode, facts: Facts = {}): string {
  return typeset(answerMessages[code](facts));
}

function numbered(count: number): string {
  return count === 1 ? 'au moins une proposition' : `${count} propositions`;
}
