import { allocation } from './allocation.ts';
import { calculated } from './calculated.ts';
import { commune } from './commune.ts';
import { consent } from './consent.ts';
import { date } from './date.ts';
import { dateTime } from './date-time.ts';
import { decimal } from './decimal.ts';
import { dropdown } from './dropdown.ts';
import { email } from './email.ts';
import { file } from './file.ts';
import { geopoint } from './geopoint.ts';
import { geotrace } from './geotrace.ts';
import { hidden } from './hidden.ts';
import { integer } from './integer.ts';
import { longText } from './long-text.ts';
import { matrix } from './matrix.ts';
import { maxdiff } from './maxdiff.ts';
import { multiple } from './multiple.ts';
import { note } from './note.ts';
import { number } from './number.ts';
import { phone } from './phone.ts';
import { ranking } from './ranking.ts';
import { scale } from './scale.ts';
import { shortText } from './short-text.ts';
import { single } from './single.ts';
import { time } from './time.ts';

/** Every type that can also stand in a repeated group. A new type is one pair of files and one line here. */
export const plainTypes = [
  single,
  multiple,
  dropdown,
  matrix,
  ranking,
  number,
  integer,
  decimal,
  date,
  time,
  dateTime,
  shortText,
  longText,
  email,
  phone,
  scale,
  maxdiff,
  allocation,
  commune,
  geopoint,
  geotrace,
  file,
  note,
  consent,
  hidden,
  calculated,
] as const;
