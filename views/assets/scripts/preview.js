/** The preview answers as the real page does, but keeps nothing: not on the server, not on the device. */
import { followConditions } from './answer/conditions.js';
import { guideChoices, guideWords } from './answer/guidance.js';
import { enhanceRankings } from './answer/ranking.js';

const form = document.getElementById('answers');
if (form) {
  enhanceRankings(form);
  guideChoices(form);
  guideWords(form);
  followConditions(form);
}
