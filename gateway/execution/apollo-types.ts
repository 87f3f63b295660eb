/** Apollo Server's names for what it expects of a gateway, taken from Apollo Server itself so that the two cannot differ. */
import type { ApolloServerOptionsWithGateway, BaseContext } from "@apollo/server";

export type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>["gateway"];
export type SchemaListener = Parameters<GatewayInterface["onSchemaLoadOrUpdate"]>[0];
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface["load"]>>["executor"]>;
export type GatewayRequest = Parameters<GatewayExecutor>[0];
export type GatewayAnswer = Awaited<ReturnType<GatewayExecutor>>;
