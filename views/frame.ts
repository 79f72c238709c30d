/** What surrounds a page: title, navigation, notices. Layouts print it; pages do not read it. */
export type Frame = {
  readonly layout: 'main' | 'answer';
  /** Of the browser tab, most particular first: « Question 3 sur 12 ». */
  readonly title: string;
  readonly mission: FrameMission | null;
  readonly user: FrameUser | null;
  readonly navigation: readonly NavigationItem[];
  /** From the mission down to the page above this one; the page itself is its own heading. */
  readonly breadcrumb: readonly Crumb[];
  readonly flashes: readonly Flash[];
  /** Modules of views/assets/scripts beyond main.js: `['autosave']`. */
  readonly scripts: readonly string[];
  /** Answering pages: name of the survey, shown in the masthead. */
  readonly survey: string | null;
  /** Pages that work in progress keep fresh without scripts: seconds between two reloads. */
  readonly refreshSeconds: number | null;
};

export type FrameMission = {
  readonly name: string;
  readonly href: string;
  readonly isDemonstration: boolean;
};
export type FrameUser = {
  readonly name: string;
  readonly role: string;
  readonly links: readonly Crumb[];
  readonly signOutAction: string;
};
export type NavigationItem = {
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
};
export type Crumb = { readonly label: string; readonly href: string };
export type Flash = {
  readonly kind: 'success' | 'information' | 'warning' | 'error';
  readonly text: string;
};

const BARE: Omit<Frame, 'layout' | 'title'> = {
  mission: null,
  user: null,
  navigation: [],
  breadcrumb: [],
  flashes: [],
  scripts: [],
  survey: null,
  refreshSeconds: null,
};

/** A frame for the staff: masthead, navigation of the mission, user menu. */
export function staffFrame(frame: Partial<Frame> & Pick<Frame, 'title'>): Frame {
  return { ...BARE, layout: 'main', ...frame };
}

/** A bare frame for those who answer, usually on a phone. */
export function answerFrame(frame: Partial<Frame> & Pick<Frame, 'title'>): Frame {
  return { ...BARE, layout: 'answer', ...frame };
}
