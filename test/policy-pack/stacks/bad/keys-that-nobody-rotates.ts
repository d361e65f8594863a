import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Implement automatic rotation",
  refusedBy: ["secret-rotates"],
  changes: () => ({
    "services[1].secrets[0].keys.STRIPE_API_KEY.rotation": undefined,
    "services[1].secrets[0].keys.WEBHOOK_SIGNING_SECRET.rotation": undefined,
  }),
};
