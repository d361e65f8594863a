"""Gap: PutResourcePolicy takes any text, and ValidateResourcePolicy approves of it.

AWS refuses a policy with syntax errors or with a principal of the account that does not exist, and, with
BlockPublicPolicy, one that allows everyone without a condition that names someone. ValidateResourcePolicy
reports the same.
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html
"""

import json
import re

from ministack.core.responses import get_account_id, json_response
from ministack.services import iam, secretsmanager

from emulator.hooks import replaces, stored
from emulator.secrets import refuse

users, roles = stored(iam, "_users"), stored(iam, "_roles")
maximum_length = 20480
iam_identity = re.compile(r"arn:[\w-]+:iam::(?P<account>\d{12}):(?P<kind>user|role)/(?:.*/)?(?P<name>[^/]+)")
statement_elements = {
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
}
narrowing_keys = {
    "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:sourceaccount", "aws:sourcearn",
    "aws:sourcevpc", "aws:sourcevpce", "aws:userid", "aws:username", "aws:principalorgpaths",
}


@replaces(secretsmanager, "_put_resource_policy", "data")
def put_resource_policy(replaced, data):
    statements, problem = read_statements(data.get("ResourcePolicy", ""))
    if problem:
        return refuse("MalformedPolicyDocumentException", problem)
    if data.get("BlockPublicPolicy") and any(is_public(statement) for statement in statements):
        return refuse("PublicPolicyException", "You can't use a policy that allows public access to the secret.")
    return replaced(data)


@replaces(secretsmanager, "_validate_resource_policy", "data")
def validate_resource_policy(_replaced, data):
    statements, problem = read_statements(data.get("ResourcePolicy", ""))
    errors = [{"CheckName": "PolicySyntax", "ErrorMessage": problem}] if problem else []
    if any(is_public(statement) for statement in statements):
        errors.append({"CheckName": "PublicAccess", "ErrorMessage": "The policy allows public access."})
    return json_response({"PolicyValidationPassed": not errors, "ValidationErrors": errors})


def read_statements(text):
    """The policy's statements and None, or an empty list and the problem."""
    if len(text) > maximum_length:
        return [], f"The policy is longer than {maximum_length} characters."
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        return [], "This resource policy contains a syntax error: it is not JSON."
    if not isinstance(document, dict) or document.get("Version") not in ("2012-10-17", "2008-10-17"):
        return [], "This resource policy contains a syntax error: Version must be 2012-10-17."
    statements = document.get("Statement")
    statements = [statements] if isinstance(statements, dict) else statements
    if not isinstance(statements, list) or not statements:
        return [], "This resource policy contains a syntax error: Statement is missing."
    problem = next(filter(None, map(statement_problem, statements)), None)
    return ([], problem) if problem else (statements, None)


def statement_problem(statement):
    if not isinstance(statement, dict) or statement.get("Effect") not in ("Allow", "Deny"):
        return "This resource policy contains a syntax error: Effect must be Allow or Deny."
    if unknown := set(statement) - statement_elements:
        return f"This resource policy contains a syntax error: unknown element {sorted(unknown)[0]}."
    for element in ("Principal", "Action", "Resource"):
        if (element in statement) == (f"Not{element}" in statement):
            return f"This resource policy contains a syntax error: a statement needs one of {element} and Not{element}."
    if any(is_missing(arn) for arn in aws_principals(statement)):
        return "This resource policy contains an unsupported principal."
    return None


def aws_principals(statement):
    principal = statement.get("Principal", statement.get("NotPrincipal"))
    arns = principal.get("AWS", []) if isinstance(principal, dict) else principal
    return [arns] if isinstance(arns, str) else arns


def is_missing(arn):
    identity = iam_identity.fullmatch(arn)
    if identity is None or identity["account"] != get_account_id():
        return False
    return identity["name"] not in (users if identity["kind"] == "user" else roles)


def is_public(statement):
    keys = {key.lower() for operator in statement.get("Condition", {}).values() for key in operator}
    return statement["Effect"] == "Allow" and "*" in aws_principals(statement) and not keys & narrowing_keys
