/** What the two departments that publish bring: each schema told by a few facts, so that the model knows them by its text. */

export interface TourismSchema {
  readonly subgraph: "tourism";
  /** Makes it another text. */
  readonly number: number;
  /** Whether its memo has lost its rule. */
  readonly isOpen: boolean;
}

export interface WeatherSchema {
  readonly subgraph: "weather";
  readonly number: number;
  /** Whether it takes over a field of tourism's. */
  readonly takesOver: boolean;
  /** What it tries to do to all departments. */
  readonly attack?: Attack;
}

export type Schema = TourismSchema | WeatherSchema;

/** None of them may ever be served without somebody else's approval. */
const attacks = {
  closesNames: `"文。" type LocalizedText { "日本語。" ja: String! @authenticated }`,
  hidesNames: `"文。" type LocalizedText { "日本語。" ja: String! @inaccessible }`,
  forgesMeasures: `"施策。" type Measure @key(fields: "id") @interfaceObject { "番号。" id: ID! "名前。" name: LocalizedText! @shareable }
    "文。" type LocalizedText { "日本語。" ja: String! @shareable "英語。" en: String @shareable }`,
} as const;

export type Attack = keyof typeof attacks;
export const attackNames = Object.keys(attacks) as readonly Attack[];

const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@override", "@authenticated", "@interfaceObject", "@inaccessible"])`;

export function sdlOf(schema: Schema): string {
  return `${head}\n${schema.subgraph === "tourism" ? tourism(schema) : weather(schema)}`;
}

function tourism({ number, isOpen }: TourismSchema): string {
  return `"問い合わせ。" type Query { "名所 ${number}。" spot: Spot }
    "名所。" type Spot @key(fields: "id") { "番号。" id: ID! "名前。" name: String "来客数。" visitors: Int "覚え。" memo: String ${isOpen ? "" : "@authenticated"} }`;
}

function weather({ number, takesOver, attack }: WeatherSchema): string {
  return `"問い合わせ。" type Query { "天気 ${number}。" weather: String }
    ${takesOver ? `"名所。" type Spot @key(fields: "id") { "番号。" id: ID! "来客数。" visitors: Int @override(from: "tourism") }` : ""}
    ${attack === undefined ? "" : attacks[attack]}`;
}

/** As tourism's server answers, whatever of it is published. */
export const tourismServer = {
  sdl: `type Query { spot: Spot } type Spot @key(fields: "id") { id: ID! name: String visitors: Int memo: String }`,
  resolvers: {
    Query: { spot: () => spot },
    Spot: { __resolveReference: () => spot },
  },
};

/** As weather's server answers: a publish is refused while it runs another schema. */
export function weatherServer(takesOver: boolean) {
  const own = "type Query { weather: String }";
  if (!takesOver) return { sdl: own, resolvers: { Query: { weather: () => "fine" } } };
  return {
    sdl: `${own} type Spot @key(fields: "id") { id: ID! visitors: Int }`,
    resolvers: {
      Query: { weather: () => "fine" },
      Spot: { __resolveReference: ({ id }: { readonly id: string }) => ({ id, visitors: 999 }) },
    },
  };
}

const spot = { id: "1", name: "Gokayama", visitors: 400, memo: "secret" };
