import * as z from "zod";
import { type Clock } from "../clock";
import { type DeclarationOf } from "../contract/strategy-schema";
import { RotationError } from "../rotation-error";
import { TargetError } from "../target-error";
import { newPassword, type UserAdministration } from "./mongodb-alternation";
import { type AtlasApi, readAnswer } from "./mongodb-atlas-api";
import { type MongodbLogin } from "./mongodb-login";
import { type MongodbUri } from "./mongodb-uri";

/**
 * A database user, without what is Atlas's own business. Of a user without a password, one of the four types is not NONE:
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupdatabaseuser
 */
const type = z.string().default("NONE");
const databaseUser = z.object({
  roles: z.array(
    z.object({ roleName: z.string(), databaseName: z.string(), collectionName: z.string().optional() }),
  ),
  /** None: every cluster of the project. */
  scopes: z.array(z.object({ name: z.string(), type: z.string() })).default([]),
  /** Atlas removes the user then. */
  deleteAfterDate: z.string().optional(),
  awsIAMType: type,
  ldapAuthType: type,
  oidcAuthType: type,
  x509Type: type,
});
type DatabaseUser = z.output<typeof databaseUser>;
const clusterStatus = z.object({ changeStatus: z.enum(["APPLIED", "PENDING"]) });

/** All users with a password authenticate against it. */
const databaseName = "admin";
const secondsBetweenLooks = 2;
const looks = 60;

/** The database users of an Atlas project, by the Atlas Admin API. */
export class AtlasUsers implements UserAdministration {
  constructor(
    private readonly key: string,
    private readonly declaration: DeclarationOf<"mongodb-atlas">,
    private readonly api: AtlasApi,
    private readonly login: MongodbLogin,
    private readonly clock: Clock,
  ) {}

  async setUser(next: MongodbUri, like: MongodbUri): Promise<void> {
    const model = await this.find(like.user);
    this.refuse(model);
    const user = changesTo(model, next.password);
    // A user may come to be, or be removed, between two requests.
    const isSet =
      (await this.update(next.user, user)) ||
      (await this.create(next.user, user)) ||
      (await this.update(next.user, user));
    if (!isSet) throw new TargetError(`Atlas neither makes nor changes the next user of ${this.key}`);
    await this.waitUntil("accepts the next login", () => this.login.isAccepted(next, this.key));
  }

  async shutOut(old: MongodbUri): Promise<void> {
    const user = await this.find(old.user);
    if (user === undefined || !(await this.update(old.user, changesTo(user, newPassword())))) return;
    await this.waitUntil(
      "refuses the old login",
      async () => !(await this.login.isAccepted(old, `the old ${this.key}`)),
    );
  }

  private async find(name: string): Promise<DatabaseUser | undefined> {
    const answer = await this.api.send({ method: "GET", ...this.pathOf(name) });
    return answer.status === 404 ? undefined : readAnswer(answer, databaseUser);
  }

  private refuse(model: DatabaseUser | undefined): asserts model is DatabaseUser {
    if (model === undefined) {
      const { groupId } = this.declaration;
      throw new RotationError(`the user of ${this.key} must be a database user of Atlas project ${groupId}`);
    }
    const { awsIAMType, ldapAuthType, oidcAuthType, x509Type } = model;
    if ([awsIAMType, ldapAuthType, oidcAuthType, x509Type].every((each) => each === "NONE")) return;
    throw new RotationError(`the user of ${this.key} must log in with a password, or has nothing to rotate`);
  }

  /** Changes a user; gives `false` where there is none of the name. */
  private async update(name: string, changes: object): Promise<boolean> {
    const body = { ...this.nameOf(name), ...changes };
    const answer = await this.api.send({ method: "PATCH", ...this.pathOf(name), body });
    if (answer.status === 404) return false;
    readAnswer(answer, z.unknown());
    return true;
  }

  /** Makes a user; gives `false` where there is one of the name, perhaps by this very request, sent again for want of an answer. */
  private async create(name: string, user: object): Promise<boolean> {
    const path = "/databaseUsers";
    const body = { ...this.nameOf(name), ...user };
    const answer = await this.api.send({ method: "POST", path, shownPath: path, body });
    if (answer.status === 409) return false;
    readAnswer(answer, z.unknown());
    return true;
  }

  /** Atlas changes its clusters after it has answered. A status from before it began says APPLIED: only a login proves it. */
  private async waitUntil(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (let look = 1; look <= looks; look += 1) {
      if ((await this.isApplied()) && (await isSo())) return;
      await this.clock.wait(secondsBetweenLooks * 1000);
    }
    throw new TargetError(
      `cluster ${this.declaration.clusterName} has not come to where it ${what} of ${this.key} in ${looks * secondsBetweenLooks} s`,
    );
  }

  private async isApplied(): Promise<boolean> {
    const path = `/clusters/${encodeURIComponent(this.declaration.clusterName)}/status`;
    const answer = await this.api.send({ method: "GET", path, shownPath: path });
    return readAnswer(answer, clusterStatus).changeStatus === "APPLIED";
  }

  private nameOf(username: string): object {
    return { groupId: this.declaration.groupId, databaseName, username };
  }

  private pathOf(name: string): { path: string; shownPath: string } {
    const path = `/databaseUsers/${databaseName}`;
    return { path: `${path}/${encodeURIComponent(name)}`, shownPath: `${path}/{username}` };
  }
}

/** All of a user but its name. Atlas would take what is left out for what it is by default: every cluster, without an end. */
function changesTo({ roles, scopes, deleteAfterDate }: DatabaseUser, password: string): object {
  return { roles, scopes, ...(deleteAfterDate === undefined ? {} : { deleteAfterDate }), password };
}
