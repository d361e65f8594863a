"""Gap: secrets are written and read with a KMS key that is disabled, awaits deletion or does not exist.

AWS encrypts each version under the secret's key, so it answers EncryptionFailure or DecryptionFailure when
the key can't be used. The AWS managed key, alias/aws/secretsmanager, always can.
https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
"""

from ministack.services import kms, secretsmanager

from emulator.hooks import checked, replaces
from emulator.secrets import find_secret, has_value, refuse

find_key = checked(kms, "_resolve_key", "key_id_or_arn")


@replaces(secretsmanager, "_create_secret", "data")
def create_secret(replaced, data):
    if has_value(data) and unusable(data.get("KmsKeyId")):
        return encryption_failure()
    return replaced(data)


@replaces(secretsmanager, "_put_secret_value", "data")
def put_secret_value(replaced, data):
    secret = find_secret(data.get("SecretId"))
    return encryption_failure() if secret and unusable(secret.get("KmsKeyId")) else replaced(data)


@replaces(secretsmanager, "_update_secret", "data")
def update_secret(replaced, data):
    return encryption_failure() if unusable(data.get("KmsKeyId")) else replaced(data)


@replaces(secretsmanager, "_get_secret_value", "data")
def get_secret_value(replaced, data):
    answer = replaced(data)
    secret = find_secret(data.get("SecretId"))
    if answer[0] == 200 and unusable(secret.get("KmsKeyId")):
        return refuse(
            "DecryptionFailure",
            "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        )
    return answer


def unusable(key_id):
    if not key_id or "alias/aws/" in key_id:
        return False
    key = find_key(key_id)
    return key is None or key["KeyState"] != "Enabled"


def encryption_failure():
    return refuse(
        "EncryptionFailure",
        "Secrets Manager can't encrypt the protected secret text using the provided KMS key. "
        "Check that the KMS key is available, enabled, and not in an invalid state.",
    )
