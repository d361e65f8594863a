"""Starts the local AWS: MiniStack with the overlay in emulator/, on the loopback interface only.

    python local/emulator.py --port PORT [--stop-with-stdin]

Exits with one line when MiniStack is not the version that the overlay is written for.
"""

import argparse
import importlib
import os
import pathlib
import re
import signal
import sys
import threading
from importlib import metadata

requirements = pathlib.Path(__file__).parent / "emulator" / "requirements.txt"

# In this order: of two modules that replace the same function, the later one is asked first.
overlay = (
    "staging_labels",
    "request_tokens",
    "secrets_without_value",
    "secret_keys",
    "key_permissions",
    "deletion_window",
    "replicas",
    "partial_arns",
    "rotation",
    "resource_policies",
    "condition_keys",
    "ecs_permissions",
    "principal_keys",
    "audit_trail",
    "api_call_events",
    "throttled_events",
    "trail_pages",
    "saved_queries",
    "autoscaling",
    "metric_alarms",
    "vpc_endpoints",
    "trail_tags",
    "fractional_times",
    "deployment_events",
    "task_events",
    "task_starts",
    "trail_log_group",
    "service_deployments",
    "service_scheduler",
    "proxy_requests",
    "connections",
    "answer_delay",
)


def main():
    parser = argparse.ArgumentParser(description="Starts the local AWS.")
    parser.add_argument("--port", type=int, required=True, help="loopback port to listen on")
    parser.add_argument(
        "--stop-with-stdin", action="store_true", help="stop when standard input ends, as when the parent is gone"
    )
    arguments = parser.parse_args()
    os.environ.update(
        BIND_HOST="127.0.0.1", GATEWAY_PORT=str(arguments.port), AUTH="true", CLOUDTRAIL_RECORDING="1"
    )
    check_version()
    gateway = importlib.import_module("ministack.app")
    load_overlay()
    if arguments.stop_with_stdin:
        threading.Thread(target=stop_with_stdin, daemon=True).start()
    sys.argv = sys.argv[:1]  # MiniStack reads the command line too
    gateway.main()


def check_version():
    expected = re.search(r"^ministack==(.+)$", requirements.read_text(), re.MULTILINE)[1]
    try:
        installed = metadata.version("ministack")
    except metadata.PackageNotFoundError:
        sys.exit(f"MiniStack is not installed here: pip install -r {requirements}")
    if installed != expected:
        sys.exit(f"the overlay is written for MiniStack {expected}, found {installed}: pip install -r {requirements}")


def load_overlay():
    hooks = importlib.import_module("emulator.hooks")
    for name in overlay:
        try:
            importlib.import_module(f"emulator.{name}")
        except (hooks.HookError, ImportError) as error:
            sys.exit(f"emulator/{name}.py does not fit this MiniStack: {error}")


def stop_with_stdin():
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
