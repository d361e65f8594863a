import { strategySchema, type StrategyDeclaration } from "../../rotation/contract/strategy-schema";
import { atlas, issuer, mongodb } from "./breakages/rotation";

/** One declaration of each kind of strategy that a rotation function carries out, as the configuration gives it. */
export const declared = {
  random: strategySchema.parse({ strategy: "random" }),
  mongodb: strategySchema.parse(mongodb),
  atlas: strategySchema.parse(atlas),
  issuer: strategySchema.parse(issuer),
  manual: strategySchema.parse({ strategy: "manual" }),
} satisfies Record<string, StrategyDeclaration>;
