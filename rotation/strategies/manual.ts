import { type StrategyFactory } from "../strategy-factory";

/** A person rotates the key. The rotation function copies it, as it does every key that no strategy owns. */
export const manual: StrategyFactory<"manual"> = () => ({
  keys: [],
  create: () => Promise.resolve({}),
  set: () => Promise.resolve(),
  test: () => Promise.resolve(),
  retire: () => Promise.resolve(),
});
