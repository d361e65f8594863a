"""Gap: a request whose target is a whole URL, as an HTTP proxy gets it, is answered with 404.

The AWS provider reads a bucket's tags from S3 Control at `<account>.<endpoint's host>`, a name that no DNS
knows. With the emulator as HTTP_PROXY such requests reach it, and are served here by their path.
https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form
"""

from ministack import app as gateway

from emulator.hooks import replaces


@replaces(gateway, "app", "scope", "receive", "send")
async def app(replaced, scope, receive, send):
    if scope["type"] == "http" and scope["path"].startswith("http://"):
        scope = {**scope, "path": path_of(scope["path"])}
        if raw_path := scope.get("raw_path"):
            scope["raw_path"] = path_of(raw_path.decode("ascii")).encode("ascii")
    await replaced(scope, receive, send)


def path_of(target):
    return "/" + target.removeprefix("http://").partition("/")[2]
