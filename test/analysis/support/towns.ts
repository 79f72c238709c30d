import type { Contribution } from '../../../analysis/corpus.ts';
import { createRandom, randomInteger } from '../../../analysis/math/random.ts';

/** What the fictional mayors of three kinds of towns speak of, one list a subject. */
export const SUBJECTS = {
  housing: [
    'Les logements vacants du centre-bourg se dégradent et les propriétaires ne rénovent plus.',
    'La rénovation d’un immeuble ancien coûte trop cher à un propriétaire bailleur.',
    'Nous avons racheté trois maisons vacantes pour y loger de jeunes locataires.',
    'Un permis de louer obligerait les propriétaires à rénover leurs logements indignes.',
    'Le loyer ne paie pas les travaux, alors l’immeuble reste vide et sa façade s’abîme.',
    'L’établissement foncier a porté l’achat de l’îlot, sinon ces logements seraient en ruine.',
  ],
  health: [
    'Notre médecin part à la retraite et aucun jeune médecin ne veut reprendre le cabinet.',
    'La maison de santé attend toujours un dentiste et une infirmière.',
    'Les patients âgés font quarante kilomètres jusqu’à l’hôpital pour une consultation.',
    'L’hôpital a fermé sa maternité, les urgences ferment la nuit faute de médecins.',
    'Une infirmière suit à domicile les patients que le cabinet médical ne prend plus.',
    'La téléconsultation dépanne, mais un patient âgé veut voir son médecin.',
  ],
  mobility: [
    'Sans voiture, un apprenti ne peut pas aller à la gare, le car ne passe qu’à midi.',
    'La ligne de train a perdu la moitié de ses arrêts et la gare n’a plus de guichet.',
    'Nous voulons une piste cyclable entre la gare et le collège.',
    'Le car scolaire roule presque vide alors que les apprentis font du covoiturage.',
    'Le covoiturage marche le matin, mais le soir il n’y a plus ni car ni train.',
    'La région finance les trains, le département les routes, et personne le vélo.',
  ],
} as const;

export type Subject = keyof typeof SUBJECTS;

/** `count` contributions of four sentences on one subject, subjects in turn; the seed picks sentences. */
export function writeTowns(count: number, seed = 1): (Contribution & { subject: Subject })[] {
  const random = createRandom(seed);
  const subjects: readonly Subject[] = ['housing', 'health', 'mobility'];
  return Array.from({ length: count }, (_, i) => {
    const subject = subjects[i % subjects.length];
    const sentences = Array.from({ length: 4 }, () => SUBJECTS[subject][randomInteger(random, 6)]);
    return {
      id: `maire-${String(i).padStart(3, '0')}`,
      text: sentences.join(' '),
      speaker: `maire-${i}`,
      metadata: { bassin: subject === 'health' ? 'montagne' : 'plaine' },
      subject,
    };
  });
}
