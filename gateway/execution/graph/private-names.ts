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
