"""Gap: PutSecretValue keeps one label of several, and versions that lose their last label disappear.

AWS attaches every label of VersionStages, takes each from the version that had it, and gives a secret's
first version AWSCURRENT in any case. Moving AWSCURRENT to a version takes AWSPENDING from it in the same
call. A version without a label is deprecated: it still answers to its id, and ListSecretVersionIds shows
it with IncludeDeprecated only.
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html
"""

from ministack.services import secretsmanager

from emulator.hooks import replaces
from emulator.secrets import (
    add_label,
    amended,
    announce_label,
    find_secret,
    find_version,
    remove_label,
    remove_label_everywhere,
    succeeded,
    sync_replicas,
)


@replaces(secretsmanager, "_apply_current_promotion", "secret", "new_vid")
def promote(_replaced, secret, version_id):
    current, _ = find_version(secret, "AWSCURRENT")
    if current is not None and current != version_id:
        remove_label_everywhere(secret, "AWSPREVIOUS")
        remove_label(secret, current, "AWSCURRENT")
        add_label(secret, current, "AWSPREVIOUS")
    add_label(secret, version_id, "AWSCURRENT")
    remove_label(secret, version_id, "AWSPENDING")
    announce_label(secret, "AWSCURRENT", version_id)


@replaces(secretsmanager, "_put_secret_value", "data")
def put_secret_value(replaced, data):
    secret = find_secret(data.get("SecretId"))
    labels = list(data.get("VersionStages") or ["AWSCURRENT"])
    if secret is not None and not secret["Versions"] and "AWSCURRENT" not in labels:
        labels.insert(0, "AWSCURRENT")
    answer = replaced({**data, "VersionStages": labels})
    if not succeeded(answer):
        return answer

    def attach_labels(body):
        version_id = body["VersionId"]
        for label in labels:
            remove_label_everywhere(secret, label, except_version_id=version_id)
            if label not in secret["Versions"][version_id]["Stages"]:
                add_label(secret, version_id, label)
                announce_custom_label(secret, label, version_id)
        body["VersionStages"] = list(secret["Versions"][version_id]["Stages"])
        sync_replicas(secret)

    return amended(answer, attach_labels)


def announce_custom_label(secret, label, version_id):
    if label not in ("AWSPENDING", "AWSPREVIOUS"):
        announce_label(secret, label, version_id)


@replaces(secretsmanager, "_update_secret_version_stage", "data")
def update_secret_version_stage(replaced, data):
    answer = replaced(data)
    if succeeded(answer) and data.get("VersionStage") == "AWSCURRENT" and data.get("MoveToVersionId"):
        secret = find_secret(data["SecretId"])
        remove_label(secret, data["MoveToVersionId"], "AWSPENDING")
        sync_replicas(secret)
    return answer


@replaces(secretsmanager, "_list_secret_version_ids", "data")
def list_secret_version_ids(replaced, data):
    answer = replaced(data)
    if not succeeded(answer) or data.get("IncludeDeprecated"):
        return answer

    def hide_deprecated(body):
        body["Versions"] = [version for version in body["Versions"] if version["VersionStages"]]

    return amended(answer, hide_deprecated)
