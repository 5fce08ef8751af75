const colours = [
  '--line-1',
  '--line-2',
  '--line-3',
  '--line-4',
  '--line-5',
  '--line-6',
  '--line-7',
  '--line-8',
] as const;

// How many lines can be told apart.
export const tellable = colours.length;

// The colour of the line at this place; further ones share a grey.
export const lineColour = (at: number): string => colours[at] ?? '--series-other';
