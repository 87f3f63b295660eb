/** What an element may hold, and be given. */

export type Content = Node | string | number | null | undefined | false | readonly Content[];

export type Property = string | number | boolean | null | undefined | ((event: Event) => unknown);
