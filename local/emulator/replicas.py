"""Gap: a new secret gets no replicas, none can be removed or promoted, one is refused with another error, and its primary can be deleted.

CreateSecret replicates as ReplicateSecretToRegions does. AWS answers "Operation not permitted on a replica secret" to every change of a replica, and deletes no secret that is
replicated: its replicas go first.
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
The error's words are those of https://github.com/lgallard/terraform-aws-secrets-manager/issues/188
"""

import json

from ministack.core.responses import json_response
from ministack.services import secretsmanager

from emulator.hooks import checked, replaces
from emulator.secrets import absent_or_deleted, amended, find_secret, refuse, succeeded

delete_replicas = checked(secretsmanager, "_delete_replicas", "secret")
unlink_from_primary = checked(secretsmanager, "_unlink_from_primary", "replica")

replicate = checked(secretsmanager, "_replicate_secret_to_regions", "data")


@replaces(secretsmanager, "_create_secret", "data")
def create_secret(replaced, data):
    answer = replaced(data)
    if not succeeded(answer) or not data.get("AddReplicaRegions"):
        return answer

    def add_replicas(body):
        replicate({**data, "SecretId": body["ARN"]})
        body["ReplicationStatus"] = find_secret(body["ARN"])["ReplicationStatus"]

    return amended(answer, add_replicas)


@replaces(secretsmanager, "_replica_mutation_error")
def refuse_change(_replaced):
    return refuse(
        "InvalidParameterException",
        "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    )


@replaces(secretsmanager, "_delete_secret", "data")
def delete_secret(replaced, data):
    secret = find_secret(data.get("SecretId"))
    if secret is not None and secret.get("ReplicationStatus"):
        regions = ", ".join(status["Region"] for status in secret["ReplicationStatus"])
        return refuse(
            "InvalidParameterException",
            f"You can't delete secret {secret['ARN']} that still has replica regions [{regions}]",
        )
    return replaced(data)


@replaces(secretsmanager, "handle_request", "method", "path", "headers", "body", "query_params")
async def handle_request(replaced, method, path, headers, body, query_params):
    action = headers.get("x-amz-target", "").split(".")[-1]
    if action in actions:
        return actions[action](json.loads(body))
    return await replaced(method, path, headers, body, query_params)


def remove_regions(data):
    secret = find_secret(data.get("SecretId"))
    refusal = absent_or_deleted(secret)
    if refusal is not None:
        return refusal
    regions = data["RemoveReplicaRegions"]
    statuses = secret["ReplicationStatus"]
    delete_replicas({**secret, "ReplicationStatus": [each for each in statuses if each["Region"] in regions]})
    secret["ReplicationStatus"] = [each for each in statuses if each["Region"] not in regions]
    return json_response({"ARN": secret["ARN"], "ReplicationStatus": secret["ReplicationStatus"]})


def promote(data):
    replica = find_secret(data.get("SecretId"))
    refusal = absent_or_deleted(replica)
    if refusal is not None:
        return refusal
    unlink_from_primary(replica)
    for link in ("_PrimarySecretArn", "_PrimaryRegion"):
        replica.pop(link, None)
    return json_response({"ARN": replica["ARN"]})


actions = {"RemoveRegionsFromReplication": remove_regions, "StopReplicationToReplica": promote}
