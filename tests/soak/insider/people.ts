/** Who acts: people with tokens of the prefecture's issuer. What a pipeline holds is among the model's credentials. */
export interface Person {
  readonly roles: readonly string[];
  readonly department?: string;
}

export const people = {
  emi: { roles: ["member"], department: "employment" },
  ida: { roles: ["member"], department: "industry" },
  alice: { roles: ["auditor"] },
  bob: { roles: ["auditor"] },
  /** Answers for the pipeline of weather. */
  wataru: { roles: ["approver"], department: "weather" },
  /** Answers for two tokens of tourism, one to publish and one to approve. */
  hana: { roles: ["approver"], department: "tourism" },
  taro: { roles: ["approver"], department: "tourism" },
  umi: { roles: ["approver"], department: "sea" },
} as const satisfies Readonly<Record<string, Person>>;

export type Name = keyof typeof people;
