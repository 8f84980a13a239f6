const collator = new Intl.Collator('en', { numeric: true });

/** Orders names as people count: web2 before web10. */
export const compareNames: (a: string, b: string) => number = collator.compare;
