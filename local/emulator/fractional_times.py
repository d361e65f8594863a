"""Gap: ECS answers with whole seconds, so that a task seems as old as a deployment that began after it.

AWS answers with milliseconds.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
"""

import datetime

from ministack.services import ecs

from emulator.hooks import replaces


@replaces(ecs, "_ts_to_epoch", "value")
def epoch_of(_replaced, value):
    if not isinstance(value, str):
        return value
    try:
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()
    except ValueError:
        return value
