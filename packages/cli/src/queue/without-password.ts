/** A word of a command line, in which a queue's address has neither user nor password. */
export const withoutPassword = (word: string): string => word.replace(/(rediss?:\/\/).*@/, '$1');
