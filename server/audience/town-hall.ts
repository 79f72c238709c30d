/** « Mairie d’Auch », « Mairie du Vigan », « Mairie des Andelys », « Mairie de La Réole ». */
export function townHallOf(commune: string): string {
  if (/^Le /.test(commune)) return `Mairie du ${commune.slice(3)}`;
  if (/^Les /.test(commune)) return `Mairie des ${commune.slice(4)}`;
  if (/^[AEIOUÉÈÊÎÔÂŒÆ]/.test(commune) || /^Y[^aeiouéèê]/.test(commune))
    return `Mairie d’${commune}`;
  return `Mairie de ${commune}`;
}
