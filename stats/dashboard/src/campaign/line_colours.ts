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

// The colour of the line at this place. Further ones begin again: no more are drawn than somebody asks for.
export const lineColour = (at: number): string => colours[at % colours.length] ?? '--series-other';
