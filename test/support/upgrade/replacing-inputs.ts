/**
 * The inputs of the resources that hold what must not be lost, or whose replacement is an outage, for which the provider replaces the
 * resource when they change ("Changing this forces a new resource" in https://registry.terraform.io/providers/hashicorp/aws/latest/docs and
 * https://registry.terraform.io/providers/hashicorp/random/latest/docs). A task definition is not among them: each change replaces it.
 */
export const replacingInputs: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudtrail/trail:Trail": ["name"],
  "aws:cloudwatch/logGroup:LogGroup": ["name"],
  "aws:ecs/cluster:Cluster": ["name"],
  "aws:ecs/service:Service": ["name", "launchType", "schedulingStrategy", "deploymentController"],
  "aws:iam/role:Role": ["name", "path"],
  "aws:kms/alias:Alias": ["name"],
  "aws:kms/key:Key": ["customerMasterKeySpec", "customKeyStoreId", "keyUsage", "multiRegion"],
  "aws:lambda/function:Function": ["name", "packageType"],
  "aws:s3/bucket:Bucket": ["bucket"],
  "aws:secretsmanager/secret:Secret": ["name", "namePrefix"],
  "aws:sns/topic:Topic": ["name", "fifoTopic"],
  "random:index/randomPassword:RandomPassword": [
    ...["keepers", "length", "lower", "minLower", "minNumeric", "minSpecial", "minUpper", "number"],
    ...["numeric", "overrideSpecial", "special", "upper"],
  ],
};
