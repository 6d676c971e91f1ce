/** A count for people to read, its digits in groups of three: `60,000`. In English everywhere, whatever the locale. */
export const groupedNumber = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
