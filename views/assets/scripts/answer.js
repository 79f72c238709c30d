/** What a page that is answered gains from scripts: questions that follow the answers, and nothing lost. */
import { keepSaved } from './answer/autosave.js';
import { searchCommunes } from './answer/commune.js';
import { followConditions } from './answer/conditions.js';
import { searchLists } from './answer/dropdown.js';
import { guideChoices, guideWords } from './answer/guidance.js';
import { findPlaces } from './answer/place.js';
import { enhanceRankings } from './answer/ranking.js';
import { growTurns } from './answer/turns.js';

const form = document.getElementById('answers');
if (form) {
  const saving = keepSaved(form);
  saving.restore();
  enhanceRankings(form);
  searchCommunes(form);
  guideChoices(form);
  guideWords(form);
  growTurns(form);
  findPlaces(form);
  searchLists(form);
  followConditions(form);
  saving.start();
}
