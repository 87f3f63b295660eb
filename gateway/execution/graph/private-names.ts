/** Names under which the engine adds its own fields and variables: no client and no department can have chosen them. */
export type PrivateNames = {
  readonly client: string;
  readonly keyCheck: string;
  readonly required: string;
};

export function choosePrivateNames(supergraphSdl: string): PrivateNames {
  let mark = "x_";
  while (supergraphSdl.includes(mark)) mark = `x${mark}`;
  return { client: `c${mark}`, keyCheck: `k${mark}`, required: `r${mark}` };
}

const sequenceNumber = /^\d+_/;

/** The client's, or at least the schema's, name for what travels under `dataKey`. */
export function clientKeyOf(dataKey: string, { client, keyCheck, required }: PrivateNames): string {
  if (dataKey.startsWith(keyCheck)) return dataKey.slice(keyCheck.length);
  const prefix = [client, required].find((each) => dataKey.startsWith(each));
  return prefix === undefined ? dataKey : dataKey.slice(prefix.length).replace(sequenceNumber, "");
}
