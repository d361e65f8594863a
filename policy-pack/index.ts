import { PolicyPack } from "@pulumi/policy";

import { policies } from "./policies/index";

new PolicyPack("secret-backed-services", { policies });
